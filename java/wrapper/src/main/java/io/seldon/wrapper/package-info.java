@NullMarked
package io.seldon.wrapper;

import org.jspecify.annotations.NullMarked;
