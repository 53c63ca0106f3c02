package io.seldon.wrapper.rest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads {@code name=value; name="quoted value"} as headers have it behind their first word. */
final class HeaderOptions {
  private final String header;
  private int at;

  private HeaderOptions(String header, int from) {
    this.header = header;
    this.at = from;
  }

  /**
   * Reads the options of a header.
   *
   * @param header the whole value
   * @param from behind its first semicolon
   * @return values without quotes by name in lower case; the last of one name counts
   */
  static Map<String, String> of(String header, int from) {
    HeaderOptions reading = new HeaderOptions(header, from);
    Map<String, String> found = new HashMap<>();
    while (reading.at < header.length()) {
      reading.option(found);
    }
    return found;
  }

  private void option(Map<String, String> found) {
    int start = at;
    while (at < header.length() && header.charAt(at) != '=' && header.charAt(at) != ';') {
      at++;
    }
    String name = header.substring(start, at).strip().toLowerCase(Locale.ROOT);
    if (at == header.length() || header.charAt(at) == ';') {
      at++;
      return;
    }
    at++;
    while (at < header.length() && header.charAt(at) == ' ') {
      at++;
    }
    boolean isQuoted = at < header.length() && header.charAt(at) == '"';
    found.put(name, isQuoted ? quoted() : bare());
  }

  private String bare() {
    int end = header.indexOf(';', at);
    end = end < 0 ? header.length() : end;
    String value = header.substring(at, end).strip();
    at = end + 1;
    return value;
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < header.length() && header.charAt(at) != '"') {
      boolean isEscape = header.charAt(at) == '\\' && at + 1 < header.length();
      // Browsers escape quotes and backslashes alone; a Windows path has others.
      if (isEscape && "\"\\".indexOf(header.charAt(at + 1)) >= 0) {
        at++;
      }
      value.append(header.charAt(at));
      at++;
    }
    int end = header.indexOf(';', at);
    at = end < 0 ? header.length() : end + 1;
    return value.toString();
  }
}
