@NullMarked
package io.seldon.wrapper.api;

import org.jspecify.annotations.NullMarked;
