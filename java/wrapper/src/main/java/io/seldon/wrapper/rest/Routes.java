package io.seldon.wrapper.rest;

import io.seldon.wrapper.Verb;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which verb is asked at which path (BOD-1): one line a path. */
final class Routes {
  private static final Map<String, Verb> VERBS =
      Map.ofEntries(
          Map.entry("/predict", Verb.PREDICT),
          Map.entry("/api/v0.1/predictions", Verb.PREDICT),
          Map.entry("/api/v1.0/predictions", Verb.PREDICT),
          Map.entry("/transform-input", Verb.TRANSFORM_INPUT),
          Map.entry("/transform-output", Verb.TRANSFORM_OUTPUT),
          Map.entry("/route", Verb.ROUTE),
          Map.entry("/aggregate", Verb.AGGREGATE),
          Map.entry("/combine", Verb.AGGREGATE),
          Map.entry("/send-feedback", Verb.SEND_FEEDBACK),
          Map.entry("/api/v0.1/feedback", Verb.SEND_FEEDBACK),
          Map.entry("/api/v1.0/feedback", Verb.SEND_FEEDBACK));

  private Routes() {}

  /** Returns the verb of a path, or null. */
  static @Nullable Verb verb(String path) {
    return VERBS.get(path);
  }
}
