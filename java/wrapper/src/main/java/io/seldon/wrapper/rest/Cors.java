package io.seldon.wrapper.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which web pages may read the answers (BOD-8). */
final class Cors {
  private static final String ALLOW = "Access-Control-Allow-Origin: ";
  private static final String VARY = "Vary: Origin\r\n";

  private final List<String> origins;
  private final boolean isAny;
  private final byte[][] usual = new byte[MediaType.values().length][];

  /**
   * Takes the origins of {@code CORS_ORIGINS}.
   *
   * @param origins {@code *} is any; an empty list none
   */
  Cors(List<String> origins) {
    this.origins = List.copyOf(origins);
    this.isAny = origins.contains("*");
    String line = isAny ? ALLOW + "*\r\n" : origins.isEmpty() ? "" : VARY;
    for (MediaType type : MediaType.values()) {
      usual[type.ordinal()] = joined(type.line(), line);
    }
  }

  /** Returns whether a page of that origin may read the answers. */
  boolean allows(@Nullable String origin) {
    return isAny || (origin != null && origins.contains(origin));
  }

  /**
   * Returns the header lines of an answer.
   *
   * @param type of its body
   * @param origin what the request's header Origin says
   */
  byte[] headers(MediaType type, @Nullable String origin) {
    if (isAny || origin == null || !origins.contains(origin)) {
      return usual[type.ordinal()];
    }
    return joined(type.line(), ALLOW + origin + "\r\n" + VARY);
  }

  /** Returns header lines with more behind them, each of which ends in CRLF. */
  static byte[] joined(byte[] lines, String more) {
    byte[] added = more.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[lines.length + added.length];
    System.arraycopy(lines, 0, all, 0, lines.length);
    System.arraycopy(added, 0, all, lines.length, added.length);
    return all;
  }
}
