package io.seldon.wrapper.component;

/** Thrown by a verb to say that it is as good as absent (DIS-2, DIS-3, FBK-5). */
public final class NotImplementedException extends UnsupportedOperationException {
  private static final long serialVersionUID = 1;

  /**
   * Says which verb.
   *
   * @param method its name; only the log shows it
   */
  public NotImplementedException(String method) {
    super(method + " is not implemented by this component");
  }
}
