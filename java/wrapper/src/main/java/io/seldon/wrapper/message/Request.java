package io.seldon.wrapper.message;

/** What a verb is asked with: messages for aggregate, feedback, else one message. */
public sealed interface Request permits Message, Messages, Feedback {}
