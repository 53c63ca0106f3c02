@NullMarked
package io.seldon.wrapper.config;

import org.jspecify.annotations.NullMarked;
