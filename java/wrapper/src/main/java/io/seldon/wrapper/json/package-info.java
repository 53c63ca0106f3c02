@NullMarked
package io.seldon.wrapper.json;

import org.jspecify.annotations.NullMarked;
