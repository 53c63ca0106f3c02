package io.seldon.wrapper.json;

/** A text of JSON and how far it is read; shared by the scanners of one text. */
final class Cursor {
  final byte[] text;
  int at;

  Cursor(byte[] text) {
    this.text = text;
  }

  /** Returns the next byte, or 0 at the end, which JSON has nowhere. */
  byte peek() {
    return at < text.length ? text[at] : 0;
  }

  /** Skips white space, and returns the byte behind it as {@link #peek} does. */
  byte peekToken() {
    byte next = peek();
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      at++;
      next = peek();
    }
    return next;
  }

  /**
   * Skips a word.
   *
   * @throws MalformedJsonException another text is there
   */
  void skip(String word) {
    for (int index = 0; index < word.length(); index++) {
      if (peek() != word.charAt(index)) {
        throw new MalformedJsonException();
      }
      at++;
    }
  }
}
