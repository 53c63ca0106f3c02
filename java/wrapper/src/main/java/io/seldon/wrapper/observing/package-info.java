@NullMarked
package io.seldon.wrapper.observing;

import org.jspecify.annotations.NullMarked;
