package io.seldon.wrapper.component;

/** An error of a component's own, with the status and reason that its caller gets (ERR-5). */
public class ComponentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int statusCode;
  private final String reason;

  /**
   * Makes an error.
   *
   * @param message what went wrong, for the caller
   * @param statusCode an HTTP status from 400 to 599; gRPC has the one that means the same
   * @param reason a word for programs, such as {@code NOT_ALLOWED}
   */
  public ComponentException(String message, int statusCode, String reason) {
    super(message);
    this.statusCode = statusCode;
    this.reason = reason;
  }

  /** Returns the HTTP status. */
  public int statusCode() {
    return statusCode;
  }

  /** Returns the word for programs. */
  public String reason() {
    return reason;
  }
}
