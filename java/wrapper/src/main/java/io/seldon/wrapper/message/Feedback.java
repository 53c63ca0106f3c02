package io.seldon.wrapper.message;

import org.jspecify.annotations.Nullable;

/**
 * A Feedback; parts that were absent are null.
 *
 * @param request what the component was asked
 * @param response what it answered; its meta holds the routing
 * @param reward a float32 (FBK-3)
 * @param truth what the answer should have been
 */
public record Feedback(
    @Nullable Message request, @Nullable Message response, float reward, @Nullable Message truth)
    implements Request {}
