@NullMarked
package io.seldon.wrapper.tftensor;

import org.jspecify.annotations.NullMarked;
