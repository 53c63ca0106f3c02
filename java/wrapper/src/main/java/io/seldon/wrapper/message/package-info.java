@NullMarked
package io.seldon.wrapper.message;

import org.jspecify.annotations.NullMarked;
