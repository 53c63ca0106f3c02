@NullMarked
package io.seldon.wrapper.serving;

import org.jspecify.annotations.NullMarked;
