package io.seldon.wrapper.rest;

/**
 * One part of a multipart body.
 *
 * @param name of its field, empty if it has none
 * @param isFile whether it was sent with a file's name
 * @param data its bytes
 */
record Part(String name, boolean isFile, byte[] data) {}
