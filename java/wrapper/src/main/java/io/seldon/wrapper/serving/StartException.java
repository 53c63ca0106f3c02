package io.seldon.wrapper.serving;

import org.springframework.boot.ExitCodeGenerator;

/** Ends a Spring application's start with the exit code of what went wrong. */
final class StartException extends RuntimeException implements ExitCodeGenerator {
  private static final long serialVersionUID = 1;

  /**
   * Holds what went wrong.
   *
   * @param known as {@link Exits#known} gives it
   */
  StartException(RuntimeException known) {
    super(known);
  }

  @Override
  public int getExitCode() {
    RuntimeException known = Exits.known(this);
    return known == null ? Exits.COMPONENT : Exits.code(known);
  }
}
