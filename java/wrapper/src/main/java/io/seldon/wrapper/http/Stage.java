package io.seldon.wrapper.http;

/** Where a connection is. */
enum Stage {
  /** Nothing received of the next request. */
  IDLE,
  /** Some of its head received. */
  HEAD,
  /** Its head received, the body not whole. */
  BODY,
  /** The application has it; the client's leaving is noticed. */
  ANSWERING,
  /**
   * Answered and to be closed, but the client may still send: closing at once would reset the
   * connection, and the reply might be lost with it.
   */
  LINGERING,
  /** Closed as soon as what was written has gone out. */
  CLOSING
}
