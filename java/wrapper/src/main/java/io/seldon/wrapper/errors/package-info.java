@NullMarked
package io.seldon.wrapper.errors;

import org.jspecify.annotations.NullMarked;
