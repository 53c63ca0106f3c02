package io.seldon.wrapper.settings;

import io.seldon.wrapper.Verb;

/** What a component is in its graph; upstream's words (contract.md, LIF-8). */
public enum ServiceType {
  MODEL(Verb.PREDICT),
  ROUTER(Verb.ROUTE),
  COMBINER(Verb.AGGREGATE),
  TRANSFORMER(Verb.TRANSFORM_INPUT),
  OUTPUT_TRANSFORMER(Verb.TRANSFORM_OUTPUT),
  OUTLIER_DETECTOR(Verb.TRANSFORM_INPUT);

  private final Verb verb;

  ServiceType(Verb verb) {
    this.verb = verb;
  }

  /** Returns the verb that a component of this type must have. */
  public Verb verb() {
    return verb;
  }
}
