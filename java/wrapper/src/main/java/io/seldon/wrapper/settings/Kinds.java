package io.seldon.wrapper.settings;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text to value, one function for each kind of setting; {@link Kind} says how they fail. */
final class Kinds {
  // strtobool's words, which upstream takes for parameters of type BOOL (PAR-1).
  private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");
  private static final Set<String> FALSE = Set.of("n", "no", "f", "false", "off", "0");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  // Double.parseDouble takes "1d" and hexadecimal numbers too, which no other language here does.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern ORIGIN = Pattern.compile("\\*|[^:/]+://[^/]+");
  private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

  private Kinds() {}

  static String text(String value) {
    return value;
  }

  /** Returns a kind for whole numbers from {@code least} up; larger than an int is the largest. */
  static Kind atLeast(int least) {
    return value -> {
      if (!WHOLE.matcher(value).matches()) {
        throw expected("a whole number, " + least + " or more");
      }
      BigInteger number = new BigInteger(value);
      if (number.compareTo(BigInteger.valueOf(least)) < 0) {
        throw expected("a whole number, " + least + " or more");
      }
      return number.min(LARGEST).intValue();
    };
  }

  static Integer port(String value) {
    if (WHOLE.matcher(value).matches()) {
      BigInteger number = new BigInteger(value);
      if (number.signum() > 0 && number.bitLength() <= 16) {
        return number.intValue();
      }
    }
    throw expected("a port, 1 to 65535");
  }

  static Double seconds(String value) {
    double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
    if (number < 0 || !Double.isFinite(number)) {
      throw expected("seconds, 0 or more");
    }
    return number;
  }

  static Double secondsAbove0(String value) {
    double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
    if (!(number > 0) || !Double.isFinite(number)) {
      throw expected("seconds, above 0");
    }
    return number;
  }

  /** Returns seconds; null for 0, which is endless. */
  static @Nullable Double secondsOrEndless(String value) {
    double number = seconds(value);
    return number == 0 ? null : number;
  }

  /** Returns the origins of web pages that a list with commas names; none for {@code none}. */
  static List<String> origins(String value) {
    if (value.equalsIgnoreCase("none")) {
      return List.of();
    }
    List<String> found = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    if (!found.stream().allMatch(part -> ORIGIN.matcher(part).matches())) {
      throw expected("*, none, or origins such as https://app.example.com");
    }
    return found;
  }

  static Boolean flag(String value) {
    String word = value.toLowerCase(Locale.ROOT);
    if (!TRUE.contains(word) && !FALSE.contains(word)) {
      throw expected("y, yes, t, true, on, 1, n, no, f, false, off or 0");
    }
    return TRUE.contains(word);
  }

  static String path(String value) {
    if (!value.startsWith("/")) {
      throw expected("a path that begins with /");
    }
    return value;
  }

  /** Returns a kind for the members of an enumeration; the case does not matter. */
  static <E extends Enum<E>> Kind oneOf(Class<E> members) {
    return value -> {
      for (E member : members.getEnumConstants()) {
        if (member.name().equals(value.toUpperCase(Locale.ROOT))) {
          return member;
        }
      }
      List<String> names = Arrays.stream(members.getEnumConstants()).map(Enum::name).toList();
      throw expected(NearestWord.choices(value, names));
    };
  }

  /** Returns the protocols that a list with commas names, in its order, each once. */
  static List<Protocol> protocols(String value) {
    List<Protocol> found = new ArrayList<>();
    for (String part : value.toUpperCase(Locale.ROOT).split(",", -1)) {
      String word = part.strip();
      if (!word.equals("REST") && !word.equals("GRPC")) {
        throw expected(NearestWord.choices(word, List.of("REST", "GRPC", "REST,GRPC")));
      }
      if (!found.contains(Protocol.valueOf(word))) {
        found.add(Protocol.valueOf(word));
      }
    }
    return List.copyOf(found);
  }

  /** Returns {@code version} of the JSON object in PREDICTOR_LABELS; null when it has none. */
  static @Nullable String versionLabel(String value) {
    Object labels;
    try {
      labels = JsonText.read(value);
    } catch (IllegalArgumentException notJson) {
      labels = null;
    }
    if (!(labels instanceof Map<?, ?> map)) {
      throw expected("a JSON object, such as {\"version\": \"1\"}");
    }
    Object version = map.get("version");
    return version == null ? null : String.valueOf(version);
  }

  /** Returns a double; NaN and the infinities are written as Python writes them. */
  static double number(String text) {
    String value = text.strip();
    if (NUMBER.matcher(value).matches()) {
      return Double.parseDouble(value);
    }
    double sign = value.startsWith("-") ? -1 : 1;
    return switch (value.replaceFirst("^[+-]", "").toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "infinity" -> sign * Double.POSITIVE_INFINITY;
      default -> throw expected("a number");
    };
  }

  /** Returns an integer of 64 bits. */
  static long integer(String text) {
    String value = text.strip();
    if (!WHOLE.matcher(value).matches() || new BigInteger(value).bitLength() > 63) {
      throw expected("an integer of 64 bits");
    }
    return Long.parseLong(value);
  }

  private static IllegalArgumentException expected(String what) {
    return new IllegalArgumentException(what);
  }
}
