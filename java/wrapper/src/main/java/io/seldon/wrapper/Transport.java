package io.seldon.wrapper;

/** The way a call comes in. */
public enum Transport {
  REST("rest"),
  GRPC("grpc");

  private final String label;

  Transport(String label) {
    this.label = label;
  }

  /** Returns the name in labels and logs. */
  public String label() {
    return label;
  }
}
