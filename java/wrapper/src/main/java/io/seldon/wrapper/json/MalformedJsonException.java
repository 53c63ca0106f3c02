package io.seldon.wrapper.json;

/** A text is no JSON; where does not matter to the caller (ERR-3). */
final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedJsonException() {
    super("malformed JSON", null, false, false);
  }
}
