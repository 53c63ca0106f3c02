package io.seldon.wrapper.calls;

/** How far a call is. */
enum Stage {
  /** Not in the queue; perhaps refused there. */
  NEW,
  WAITING,
  RUNNING,
  GIVEN_UP,
  OVER
}
