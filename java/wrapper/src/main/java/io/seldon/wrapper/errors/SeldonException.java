package io.seldon.wrapper.errors;

import org.jspecify.annotations.Nullable;

/**
 * An error with a place in the contract's table (ERR-2): what a caller gets to see.
 *
 * <p>Dispatch and the codecs throw it; the faces in {@code rest} and {@code rpc} translate it.
 */
public final class SeldonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int FIRST_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int LAST_ERROR = 599;

  private final int httpStatus;
  private final String grpcCode;
  private final String reason;

  /**
   * Makes an error of the table.
   *
   * @param fault who is to blame
   * @param info what went wrong, for the caller; cut as ERR-6 has it
   */
  public SeldonException(Fault fault, String info) {
    this(fault.httpStatus(), fault.grpcCode(), fault.reason(), info, null);
  }

  /**
   * Makes an error of the table, with what led to it for the log.
   *
   * @param fault who is to blame
   * @param info what went wrong, for the caller; cut as ERR-6 has it
   * @param cause what was thrown
   */
  public SeldonException(Fault fault, String info, Throwable cause) {
    this(fault.httpStatus(), fault.grpcCode(), fault.reason(), info, cause);
  }

  SeldonException(
      int httpStatus, String grpcCode, String reason, String info, @Nullable Throwable cause) {
    super(InfoText.cut(info), cause);
    this.httpStatus = httpStatus;
    this.grpcCode = grpcCode;
    this.reason = reason;
  }

  /** Makes the error of a request that can't be read: 400. */
  public static SeldonException badData(String info) {
    return new SeldonException(Fault.BAD_DATA, info);
  }

  /**
   * Makes the error of an exception that carries its own status and reason (ERR-5).
   *
   * @param info what went wrong, for the caller; cut as ERR-6 has it
   * @param httpStatus one of another range than 400 to 599 is that of any error of a component
   * @param reason a word for programs; null or empty is the one of {@code httpStatus}
   * @param cause what the component threw
   */
  public static SeldonException ofComponent(
      String info, int httpStatus, @Nullable String reason, Throwable cause) {
    if (httpStatus < FIRST_ERROR || httpStatus > LAST_ERROR) {
      return new SeldonException(Fault.COMPONENT, info, cause);
    }
    Fault fault = httpStatus < FIRST_SERVER_ERROR ? Fault.BAD_DATA : Fault.COMPONENT;
    String word = reason == null || reason.isEmpty() ? fault.reason() : InfoText.cut(reason);
    return new SeldonException(httpStatus, GrpcCodes.of(httpStatus), word, info, cause);
  }

  /** Returns the same error with the place it was found in set before it (DIS-6, FBK-6). */
  public SeldonException within(String place) {
    return new SeldonException(httpStatus, grpcCode, reason, place + ": " + info(), getCause());
  }

  /** Returns what went wrong, for the caller; at most 1024 bytes of UTF-8. */
  public String info() {
    return String.valueOf(getMessage());
  }

  /** Returns a status from 400 to 599. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Returns the name of a gRPC status code. */
  public String grpcCode() {
    return grpcCode;
  }

  /** Returns one of the {@code MICROSERVICE_…} words, or the component's own. */
  public String reason() {
    return reason;
  }
}
