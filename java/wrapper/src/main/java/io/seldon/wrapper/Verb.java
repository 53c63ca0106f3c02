package io.seldon.wrapper;

/** The six verbs, with the names they have on each face (contract.md, BOD-1, DIS, MTR-3). */
public enum Verb {
  PREDICT("predict", "predict"),
  TRANSFORM_INPUT("transformInput", "inputtransform"),
  TRANSFORM_OUTPUT("transformOutput", "outputtransform"),
  ROUTE("route", "router"),
  AGGREGATE("aggregate", "aggregate"),
  SEND_FEEDBACK("sendFeedback", "feedback");

  private final String method;
  private final String metricLabel;

  Verb(String method, String metricLabel) {
    this.method = method;
    this.metricLabel = metricLabel;
  }

  /** Returns the name of the component's method. */
  public String method() {
    return method;
  }

  /** Returns what the label {@code method} of a metric says, upstream's word (MTR-3). */
  public String metricLabel() {
    return metricLabel;
  }
}
