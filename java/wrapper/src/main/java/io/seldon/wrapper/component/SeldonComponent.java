package io.seldon.wrapper.component;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component for people who think in arrays: override what it does, leave the rest.
 *
 * <p>A verb may return {@code double[]}, {@code double[][]} or any other Java array, a {@link
 * io.seldon.wrapper.message.NumericArray}, a List, a Map, a String, {@code byte[]}, a protobuf
 * {@code Any}, or an {@link Answer} that holds one of these with tags and metrics of this call
 * (PAY-14, DIS-9). Rows of one depth have the same length; an array or list that holds numbers and
 * null alone is numeric, and null is NaN there. A verb that is not overridden, or that throws
 * {@link NotImplementedException}, is answered as DIS-2, DIS-3 and FBK-5 have it. At most {@code
 * THREADS} calls (1 unless set) are inside the component at once (DIS-10).
 *
 * <p>An exception's text reaches the caller; a {@link ComponentException} carries a status and a
 * reason of its own (ERR-5).
 */
public interface SeldonComponent {

  /**
   * Gets the component ready, once, after the ports are open and before the server is ready
   * (LIF-4).
   *
   * @throws Exception if it can't be; the server ends then
   */
  default void load() throws Exception {}

  /**
   * Answers a prediction.
   *
   * @param x the payload, its names and meta
   * @return the answer, by PAY-14
   * @throws Exception 500 with its text
   */
  default @Nullable Object predict(Input x) throws Exception {
    throw new NotImplementedException("predict");
  }

  /**
   * Changes what goes into a model.
   *
   * @param x the payload, its names and meta
   * @return the answer, by PAY-14
   * @throws Exception 500 with its text
   */
  default @Nullable Object transformInput(Input x) throws Exception {
    throw new NotImplementedException("transformInput");
  }

  /**
   * Changes what a model answered.
   *
   * @param x the payload, its names and meta
   * @return the answer, by PAY-14
   * @throws Exception 500 with its text
   */
  default @Nullable Object transformOutput(Input x) throws Exception {
    throw new NotImplementedException("transformOutput");
  }

  /**
   * Chooses a branch: 0 or more is a child, −1 all, −2 none (DIS-5).
   *
   * @param x the payload, its names and meta
   * @return an integer, or a double without a fraction
   * @throws Exception 500 with its text
   */
  default @Nullable Object route(Input x) throws Exception {
    throw new NotImplementedException("route");
  }

  /**
   * Makes one answer of many.
   *
   * @param inputs one or more, in the order of the messages
   * @return the answer, by PAY-14; its kind follows the first input
   * @throws Exception 500 with its text
   */
  default @Nullable Object aggregate(List<Input> inputs) throws Exception {
    throw new NotImplementedException("aggregate");
  }

  /**
   * Learns from feedback.
   *
   * @param feedback what was asked, what it was worth, and the truth
   * @return mostly null; else a value by PAY-14 (FBK-5)
   * @throws Exception 500 with its text
   */
  default @Nullable Object sendFeedback(FeedbackInput feedback) throws Exception {
    throw new NotImplementedException("sendFeedback");
  }

  /** Returns the tags of every answer (MET-2). */
  default Map<String, ?> tags() {
    return Map.of();
  }

  /**
   * Returns the metrics of every answer (MET-3): each a {@link io.seldon.wrapper.message.Metric},
   * or a Map with the keys of MTR-2.
   */
  default List<?> metrics() {
    return List.of();
  }

  /** Returns the names of an answer's columns, or null (NAM-2). */
  default @Nullable List<String> classNames() {
    return null;
  }

  /** Returns the names of a transformer's columns, or null (NAM-3). */
  default @Nullable List<String> featureNames() {
    return null;
  }

  /**
   * Returns how the component is, by PAY-14; not overridden is {@code healthy} (HLT-3).
   *
   * @throws Exception 500 with its text
   */
  default @Nullable Object healthStatus() throws Exception {
    return "healthy";
  }

  /** Returns the component's metadata, with the keys of MDA-1. */
  default Map<String, ?> initMetadata() {
    return Map.of();
  }
}
