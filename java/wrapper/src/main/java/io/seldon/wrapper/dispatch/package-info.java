@NullMarked
package io.seldon.wrapper.dispatch;

import org.jspecify.annotations.NullMarked;
