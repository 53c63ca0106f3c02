@NullMarked
package io.seldon.wrapper.calls;

import org.jspecify.annotations.NullMarked;
