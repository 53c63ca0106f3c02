package io.seldon.wrapper.rest;

import java.nio.charset.StandardCharsets;

/** What an answer is, as its header says it. */
enum MediaType {
  JSON("application/json"),
  TEXT("text/plain; charset=utf-8"),
  HTML("text/html; charset=utf-8");

  private final byte[] line;

  MediaType(String value) {
    line = ("Content-Type: " + value + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  byte[] line() {
    return line;
  }
}
