package io.seldon.wrapper.proto;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;

/** Text on its way out. */
final class Utf8 {
  private Utf8() {}

  /**
   * Returns the text itself.
   *
   * @throws SeldonException 500: half of a surrogate pair, for which protobuf would write a
   *     question mark
   */
  static String checked(String text) {
    int length = text.length();
    for (int index = 0; index < length; index++) {
      char unit = text.charAt(index);
      if (Character.isSurrogate(unit)) {
        boolean isPair =
            Character.isHighSurrogate(unit)
                && index + 1 < length
                && Character.isLowSurrogate(text.charAt(index + 1));
        if (!isPair) {
          throw new SeldonException(
              Fault.COMPONENT,
              "answer: String is not valid UTF-8: surrogates not allowed (expected: JSON values)");
        }
        index++;
      }
    }
    return text;
  }
}
