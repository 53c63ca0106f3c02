package io.seldon.wrapper.settings;

/** Forms of a log record (contract.md, LOG-2 and LOG-3). */
public enum LogFormat {
  TEXT,
  JSON
}
