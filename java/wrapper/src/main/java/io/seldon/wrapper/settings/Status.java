package io.seldon.wrapper.settings;

/** What becomes of a variable that is set. */
public enum Status {
  HONOURED("honoured"),
  NOTICE("ignored with a notice"),
  REFUSED("refused"),
  BUILD("read by assemble only");

  private final String label;

  Status(String label) {
    this.label = label;
  }

  /** Returns the words of the guide's table. */
  public String label() {
    return label;
  }
}
