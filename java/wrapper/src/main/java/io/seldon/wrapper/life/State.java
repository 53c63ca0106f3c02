package io.seldon.wrapper.life;

/** How far a server is (contract.md, LIF-4). */
public enum State {
  LISTENING("listening"),
  LOADING("loading"),
  READY("ready"),
  DRAINING("draining");

  private final String label;

  State(String label) {
    this.label = label;
  }

  /** Returns the word that {@code /ready} and errors say. */
  public String label() {
    return label;
  }
}
