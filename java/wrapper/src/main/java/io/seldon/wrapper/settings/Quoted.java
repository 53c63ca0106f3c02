package io.seldon.wrapper.settings;

/** Shows a text in an error as the Python server does, so that both say the same. */
final class Quoted {
  private Quoted() {}

  /** Returns the text between single quotes, or double ones if it has a single one itself. */
  static String text(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder shown = new StringBuilder().append(quote);
    text.codePoints().forEach(point -> append(shown, point, quote));
    return shown.append(quote).toString();
  }

  private static void append(StringBuilder shown, int point, char quote) {
    switch (point) {
      case '\\' -> shown.append("\\\\");
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (point == quote) {
          shown.append('\\').appendCodePoint(point);
        } else if (point < ' ' || point == 0x7f) {
          shown.append("\\x%02x".formatted(point));
        } else {
          shown.appendCodePoint(point);
        }
      }
    }
  }
}
