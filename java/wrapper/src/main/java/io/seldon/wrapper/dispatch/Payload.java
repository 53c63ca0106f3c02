package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.message.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What an answer carries.
 *
 * @param kind how it leaves
 * @param value as {@link io.seldon.wrapper.message.Message} has it
 */
record Payload(Kind kind, @Nullable Object value) {}
