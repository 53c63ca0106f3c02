package io.seldon.wrapper.errors;

import java.util.Map;

/** The gRPC status that means the same as an HTTP status (ERR-5). */
final class GrpcCodes {
  private static final int FIRST_SERVER_ERROR = 500;
  private static final Map<Integer, String> OF_HTTP =
      Map.ofEntries(
          Map.entry(400, "INVALID_ARGUMENT"),
          Map.entry(401, "UNAUTHENTICATED"),
          Map.entry(403, "PERMISSION_DENIED"),
          Map.entry(404, "NOT_FOUND"),
          Map.entry(408, "DEADLINE_EXCEEDED"),
          Map.entry(409, "ABORTED"),
          Map.entry(412, "FAILED_PRECONDITION"),
          Map.entry(413, "RESOURCE_EXHAUSTED"),
          Map.entry(429, "RESOURCE_EXHAUSTED"),
          Map.entry(499, "CANCELLED"),
          Map.entry(501, "UNIMPLEMENTED"),
          Map.entry(503, "UNAVAILABLE"),
          Map.entry(504, "DEADLINE_EXCEEDED"));

  private GrpcCodes() {}

  static String of(int httpStatus) {
    String fallback = httpStatus < FIRST_SERVER_ERROR ? "INVALID_ARGUMENT" : "INTERNAL";
    return OF_HTTP.getOrDefault(httpStatus, fallback);
  }
}
