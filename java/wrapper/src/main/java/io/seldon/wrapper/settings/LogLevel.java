package io.seldon.wrapper.settings;

/** Levels of {@code SELDON_LOG_LEVEL}, as upstream's. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARNING,
  ERROR
}
