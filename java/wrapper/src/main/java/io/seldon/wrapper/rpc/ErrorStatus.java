package io.seldon.wrapper.rpc;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.seldon.wrapper.errors.SeldonException;

/** Errors as gRPC's callers get them (contract.md, ERR-1, ERR-2). */
final class ErrorStatus {
  static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final String DOMAIN = "seldon.io";

  private ErrorStatus() {}

  /** Returns the code and the text. */
  static Status status(SeldonException error) {
    return Status.Code.valueOf(error.grpcCode()).toStatus().withDescription(error.info());
  }

  /**
   * Returns the trailing metadata, whose {@code google.rpc.Status} carries the reason.
   *
   * <p>The reason of a component's own error may be of any length, and metadata that is too long
   * turns the status into another; so it is cut like the text (ERR-6).
   */
  static Metadata trailers(SeldonException error) {
    ErrorInfo cause =
        ErrorInfo.newBuilder().setReason(cut(error.reason())).setDomain(DOMAIN).build();
    com.google.rpc.Status details =
        com.google.rpc.Status.newBuilder()
            .setCode(status(error).getCode().value())
            .setMessage(error.info())
            .addDetails(Any.pack(cause))
            .build();
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, details.toByteArray());
    return trailers;
  }

  /** Cuts a text as an error's own. */
  private static String cut(String text) {
    return SeldonException.badData(text).info();
  }
}
