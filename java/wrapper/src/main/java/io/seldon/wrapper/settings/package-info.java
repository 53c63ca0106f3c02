@NullMarked
package io.seldon.wrapper.settings;

import org.jspecify.annotations.NullMarked;
