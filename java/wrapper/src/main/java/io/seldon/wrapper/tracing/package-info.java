@NullMarked
package io.seldon.wrapper.tracing;

import org.jspecify.annotations.NullMarked;
