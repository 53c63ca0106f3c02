package org.springframework.http;

/** Stands in for Spring's: its web module is a project's, and not on this class path. */
public interface HttpStatusCode {
  /** Returns the number. */
  int value();
}
