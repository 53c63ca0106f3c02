package io.seldon.wrapper.rest;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header Content-Type, taken apart.
 *
 * @param media the media type in lower case, empty if there is none
 * @param options what stands behind it, by name in lower case, without quotes
 */
record ContentType(String media, Map<String, String> options) {
  private static final ContentType NONE = new ContentType("", Map.of());
  private static final ContentType PLAIN_JSON = new ContentType("application/json", Map.of());

  /** Takes a header apart. */
  static ContentType of(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return NONE;
    }
    if (header.equals(PLAIN_JSON.media)) {
      return PLAIN_JSON;
    }
    int end = header.indexOf(';');
    String media = (end < 0 ? header : header.substring(0, end)).strip();
    Map<String, String> options = end < 0 ? Map.of() : HeaderOptions.of(header, end + 1);
    return new ContentType(media.toLowerCase(Locale.ROOT), options);
  }
}
