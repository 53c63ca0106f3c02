package org.springframework.web.server;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** Stands in for Spring's: its web module is a project's, and not on this class path. */
public class ResponseStatusException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient HttpStatusCode status;
  private final @Nullable String reason;

  /** Makes one as Spring's constructor of these two does. */
  public ResponseStatusException(HttpStatusCode status, @Nullable String reason) {
    super(status.value() + (reason == null ? "" : " \"" + reason + '"'));
    this.status = status;
    this.reason = reason;
  }

  /** Returns the status. */
  public HttpStatusCode getStatusCode() {
    return status;
  }

  /** Returns the text. */
  public @Nullable String getReason() {
    return reason;
  }
}
