package io.seldon.wrapper.metrics;

/** What has families of series to show. */
public interface Families {

  /** Writes them, as they are now; from any thread. */
  void write(TextFormat text);
}
