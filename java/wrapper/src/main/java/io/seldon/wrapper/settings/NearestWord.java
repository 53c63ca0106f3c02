package io.seldon.wrapper.settings;

import java.util.List;
import java.util.Locale;

/**
 * Finds what somebody who mistyped a word meant, as the Python server's difflib does.
 *
 * <p>Two words are as near as twice their common characters are to all their characters: the
 * longest common piece first, then the same on either side of it (Ratcliff and Obershelp).
 */
final class NearestWord {
  private static final double NEAR = 0.6;

  private NearestWord() {}

  /** Returns {@code one of A, B} and, if one of them is near, {@code ; did you mean A?}. */
  static String choices(String word, List<String> choices) {
    return "one of " + String.join(", ", choices) + hint(word.toUpperCase(Locale.ROOT), choices);
  }

  /** Returns {@code ; did you mean A?}, or nothing if none is near. */
  static String hint(String word, List<String> choices) {
    String best = "";
    double nearest = NEAR;
    for (String choice : choices) {
      int length = choice.length() + word.length();
      double ratio = length == 0 ? 1 : 2.0 * common(choice, word) / length;
      if (ratio > nearest || (ratio == nearest && choice.compareTo(best) > 0)) {
        best = choice;
        nearest = ratio;
      }
    }
    return best.isEmpty() ? "" : "; did you mean " + best + "?";
  }

  private static int common(String one, String other) {
    int longest = 0;
    int inOne = 0;
    int inOther = 0;
    for (int i = 0; i < one.length(); i++) {
      for (int j = 0; j < other.length(); j++) {
        int length = sameFrom(one, i, other, j);
        if (length > longest) {
          longest = length;
          inOne = i;
          inOther = j;
        }
      }
    }
    return longest == 0
        ? 0
        : longest
            + common(one.substring(0, inOne), other.substring(0, inOther))
            + common(one.substring(inOne + longest), other.substring(inOther + longest));
  }

  private static int sameFrom(String one, int i, String other, int j) {
    int length = 0;
    while (i + length < one.length()
        && j + length < other.length()
        && one.charAt(i + length) == other.charAt(j + length)) {
      length++;
    }
    return length;
  }
}
