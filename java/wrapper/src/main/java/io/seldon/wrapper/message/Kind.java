package io.seldon.wrapper.message;

/** The kinds of payload, in the order of PAY-1. */
public enum Kind {
  TENSOR("tensor"),
  NDARRAY("ndarray"),
  TFTENSOR("tftensor"),
  JSON("jsonData"),
  STRING("strData"),
  BINARY("binData"),
  ANY("customData");

  private final String key;

  Kind(String key) {
    this.key = key;
  }

  /** Returns the key in JSON. */
  public String key() {
    return key;
  }

  /** Returns whether the kind is a form of {@code data}, which has names. */
  public boolean isData() {
    return this == TENSOR || this == NDARRAY || this == TFTENSOR;
  }
}
