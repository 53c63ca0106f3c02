@NullMarked
package io.seldon.wrapper.logs;

import org.jspecify.annotations.NullMarked;
