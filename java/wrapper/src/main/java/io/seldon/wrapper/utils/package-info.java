/** What upstream calls utilities; the names are those that existing components import. */
@NullMarked
package io.seldon.wrapper.utils;

import org.jspecify.annotations.NullMarked;
