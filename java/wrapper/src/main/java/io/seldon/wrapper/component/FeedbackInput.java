package io.seldon.wrapper.component;

import io.seldon.wrapper.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a component learns from (FBK-2).
 *
 * @param request the payload that was asked; an empty array if absent
 * @param reward a float32
 * @param truth the payload that the answer should have been; an empty array if absent
 * @param routing the branch that was taken, or null (FBK-4)
 * @param response the answer that was given, or null
 */
public record FeedbackInput(
    Input request,
    float reward,
    Input truth,
    @Nullable Integer routing,
    @Nullable Message response) {}
