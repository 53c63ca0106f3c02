package io.seldon.wrapper.http;

/**
 * What is sent back.
 *
 * @param status HTTP status
 * @param headers lines that each end in CRLF, in ASCII; without Content-Length, Date and Connection
 * @param body not sent in answer to HEAD
 */
public record Reply(int status, byte[] headers, byte[] body) {}
