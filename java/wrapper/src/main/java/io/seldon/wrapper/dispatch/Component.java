package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.component.NotImplementedException;
import io.seldon.wrapper.message.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user's bean, as dispatch sees it; what it can do is looked at once. */
interface Component {

  /** Returns whether the bean has the verb's method of its own. */
  boolean has(Verb verb);

  /**
   * Calls the verb's method once (DIS-1).
   *
   * @param verb one that the component has
   * @param request Messages for AGGREGATE, Feedback for SEND_FEEDBACK, else a Message
   * @throws NotImplementedException the method says that it is as good as absent
   * @throws Exception whatever the bean throws
   */
  Returned call(Verb verb, Request request) throws Exception;

  /** Returns whether the bean answers the verb by a raw method over that transport (DIS-7). */
  default boolean hasRaw(Verb verb, Transport transport) {
    return false;
  }

  /** Asks the raw method; only where {@link #hasRaw} holds. */
  default byte[] callRaw(Transport transport, byte[] message) {
    throw new IllegalStateException("no raw method over " + transport);
  }

  /** Lets the bean get ready, once. */
  default void load() throws Exception {}

  /** Returns the tags of every answer. */
  default @Nullable Map<?, ?> tags() {
    return null;
  }

  /** Returns the metrics of every answer, unchecked. */
  default @Nullable List<?> metrics() {
    return null;
  }

  /** Returns the names of an answer's columns, or null. */
  default @Nullable List<String> classNames() {
    return null;
  }

  /** Returns the names of a transformer's columns, or null. */
  default @Nullable List<String> featureNames() {
    return null;
  }

  /** Returns how the bean is, by PAY-14. */
  default @Nullable Object healthStatus() throws Exception {
    return "healthy";
  }

  /** Returns the bean's metadata. */
  default @Nullable Map<?, ?> initMetadata() {
    return null;
  }
}
