@NullMarked
package io.seldon.wrapper.proto;

import org.jspecify.annotations.NullMarked;
