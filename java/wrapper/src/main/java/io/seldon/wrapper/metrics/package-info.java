@NullMarked
package io.seldon.wrapper.metrics;

import org.jspecify.annotations.NullMarked;
