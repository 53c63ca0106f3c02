package io.seldon.wrapper.errors;

import java.nio.charset.StandardCharsets;

/** The text of an error, as long as the contract lets it be (ERR-6). */
final class InfoText {
  private static final int LIMIT_BYTES = 1024;
  private static final String CUT_MARK = "…";
  private static final int CONTINUATION_MASK = 0xC0;
  private static final int CONTINUATION = 0x80;

  private InfoText() {}

  /** Shortens a text to 1024 bytes of UTF-8, at a character, marking the cut. */
  static String cut(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    if (encoded.length <= LIMIT_BYTES) {
      return text;
    }
    int end = LIMIT_BYTES - CUT_MARK.getBytes(StandardCharsets.UTF_8).length;
    while ((encoded[end] & CONTINUATION_MASK) == CONTINUATION) {
      end--;
    }
    return new String(encoded, 0, end, StandardCharsets.UTF_8) + CUT_MARK;
  }
}
