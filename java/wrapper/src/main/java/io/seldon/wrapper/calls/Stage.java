package io.seldon.wrapper.calls;

/** How far a call is. */
enum Stage {
  WAITING,
  RUNNING,
  GIVEN_UP,
  OVER
}
