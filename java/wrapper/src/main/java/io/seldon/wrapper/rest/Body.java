package io.seldon.wrapper.rest;

/**
 * What a request carried.
 *
 * @param text the message as JSON in UTF-8; that it is JSON is not looked at yet
 * @param source what the text is called in an error: {@code body}, {@code form json}, {@code query
 *     json}
 */
record Body(byte[] text, String source) {}
