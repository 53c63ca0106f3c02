package io.seldon.wrapper.settings;

/** The two transports, as {@code API_TYPE} and {@code SERVE} name them. */
enum Protocol {
  REST,
  GRPC
}
