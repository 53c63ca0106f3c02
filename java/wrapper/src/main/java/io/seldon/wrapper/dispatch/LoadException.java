package io.seldon.wrapper.dispatch;

/** Why a component can't be served, for who wrote it; the server ends with exit code 1 (LIF-6). */
public final class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String problem;
  private final String remedy;

  /**
   * Holds both lines; a line break inside them becomes a blank.
   *
   * @param problem what was found, and what was expected
   * @param remedy what to do
   */
  public LoadException(String problem, String remedy) {
    super(oneLine(problem) + "\n" + oneLine(remedy));
    this.problem = oneLine(problem);
    this.remedy = oneLine(remedy);
  }

  /** Holds both lines, with what led to them for the log. */
  public LoadException(String problem, String remedy, Throwable cause) {
    this(problem, remedy);
    initCause(cause);
  }

  /** Returns what was found, and what was expected; one line. */
  public String problem() {
    return problem;
  }

  /** Returns what to do; one line. */
  public String remedy() {
    return remedy;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
