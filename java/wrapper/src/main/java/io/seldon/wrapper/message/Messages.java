package io.seldon.wrapper.message;

import java.util.List;

/**
 * A SeldonMessageList.
 *
 * @param all the messages in their order; one or more (DIS-6)
 */
public record Messages(List<Message> all) implements Request {}
