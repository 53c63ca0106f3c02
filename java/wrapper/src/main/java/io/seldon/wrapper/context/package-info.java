/** Which call a thread is answering: what dispatch notes, and logs and traces tell. */
@NullMarked
package io.seldon.wrapper.context;

import org.jspecify.annotations.NullMarked;
