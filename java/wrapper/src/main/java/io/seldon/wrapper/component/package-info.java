@NullMarked
package io.seldon.wrapper.component;

import org.jspecify.annotations.NullMarked;
