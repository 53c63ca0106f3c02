package io.seldon.wrapper.errors;

/** Who is to blame, with the numbers of contract.md, ERR-2: the only place that knows them. */
public enum Fault {
  BAD_DATA(400, "INVALID_ARGUMENT", "MICROSERVICE_BAD_DATA"),
  NOT_FOUND(404, "NOT_FOUND", "MICROSERVICE_NOT_FOUND"),
  BAD_METHOD(405, "UNIMPLEMENTED", "MICROSERVICE_BAD_METHOD"),
  LATE_REQUEST(408, "DEADLINE_EXCEEDED", "MICROSERVICE_TIMEOUT"),
  TOO_LARGE(413, "RESOURCE_EXHAUSTED", "MICROSERVICE_TOO_LARGE"),
  BAD_CONTENT_TYPE(415, "INVALID_ARGUMENT", "MICROSERVICE_BAD_CONTENT_TYPE"),
  HEAD_TOO_LARGE(431, "RESOURCE_EXHAUSTED", "MICROSERVICE_TOO_LARGE"),
  CALLER_LEFT(499, "CANCELLED", "MICROSERVICE_TIMEOUT"),
  COMPONENT(500, "INTERNAL", "MICROSERVICE_INTERNAL_ERROR"),
  BAD_METRIC(500, "INTERNAL", "MICROSERVICE_BAD_METRIC"),
  BAD_METADATA(500, "INTERNAL", "MICROSERVICE_BAD_METADATA"),
  NOT_IMPLEMENTED(501, "UNIMPLEMENTED", "MICROSERVICE_NOT_IMPLEMENTED"),
  NOT_READY(503, "UNAVAILABLE", "MICROSERVICE_NOT_READY"),
  OVERLOADED(503, "RESOURCE_EXHAUSTED", "MICROSERVICE_OVERLOADED"),
  TIMEOUT(504, "DEADLINE_EXCEEDED", "MICROSERVICE_TIMEOUT");

  private final int httpStatus;
  private final String grpcCode;
  private final String reason;

  Fault(int httpStatus, String grpcCode, String reason) {
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
    this.reason = reason;
  }

  int httpStatus() {
    return httpStatus;
  }

  String grpcCode() {
    return grpcCode;
  }

  String reason() {
    return reason;
  }
}
