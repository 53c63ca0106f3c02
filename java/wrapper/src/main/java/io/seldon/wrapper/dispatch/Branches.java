package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.NumericArray;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a router answers (contract.md, DIS-5). */
final class Branches {
  private static final int LEAST = -2;

  private Branches() {}

  /**
   * Encodes a branch as {@code [[N]]}.
   *
   * @param returned what the component's {@code route} gave
   * @param request the kind of the request's payload
   * @throws SeldonException 500 if it is no integer, or below −2
   */
  static Payload of(@Nullable Object returned, @Nullable Kind request) {
    Object found =
        returned instanceof NumericArray array && array.shape().length == 0
            ? (Object) array.values()[0]
            : returned;
    double branch = found instanceof Number number ? number.doubleValue() : Double.NaN;
    if (Double.isInfinite(branch) || branch != Math.rint(branch)) {
      throw new SeldonException(
          Fault.COMPONENT, "route returned " + Types.nameOf(returned) + " (expected: an integer)");
    }
    if (branch < LEAST) {
      throw new SeldonException(
          Fault.COMPONENT,
          "route returned " + new BigDecimal(branch).toBigInteger() + " (expected: -2 or more)");
    }
    Kind kind = request == Kind.NDARRAY ? Kind.NDARRAY : Kind.TENSOR;
    return new Payload(kind, new NumericArray(new int[] {1, 1}, new double[] {branch}));
  }
}
