package io.seldon.wrapper.dispatch;

/** Says why something of a component's failed, for who wrote it. */
final class Causes {
  private static final int DEEPEST = 50;

  private Causes() {}

  /**
   * Gives class, text and place of the deepest cause.
   *
   * @param thrown what came out
   * @param type the user's class; the place is the last line in its package
   */
  static String described(Throwable thrown, Class<?> type) {
    Throwable deepest = thrown;
    // Bounded, since causes may go in a circle.
    for (int depth = 0; deepest.getCause() != null && depth < DEEPEST; depth++) {
      deepest = deepest.getCause();
    }
    String place = lineOf(deepest, type);
    return "%s: %s (%s)"
        .formatted(
            Types.nameOf(deepest),
            deepest.getMessage(),
            place.isEmpty() ? "outside of the component's files" : place);
  }

  private static String lineOf(Throwable thrown, Class<?> type) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      String name = frame.getClassName();
      String inside = type.getPackageName();
      boolean isOwn =
          inside.isEmpty() ? name.equals(type.getName()) : name.startsWith(inside + ".");
      if (isOwn && frame.getFileName() != null) {
        return frame.getFileName() + ", line " + frame.getLineNumber();
      }
    }
    return "";
  }
}
