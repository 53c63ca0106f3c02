package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The meta that a request has as a whole (contract.md, MET-8). */
final class Metas {
  private Metas() {}

  static Meta of(Request request) {
    if (request instanceof Message message) {
      return message.meta();
    }
    if (request instanceof Feedback feedback) {
      return feedback.request() == null ? Meta.EMPTY : feedback.request().meta();
    }
    return merged(puidOf(request), ((Messages) request).all());
  }

  /** Returns the id of the request, or nothing (MET-1, MET-8). */
  static String puidOf(Request request) {
    if (request instanceof Messages messages) {
      for (Message message : messages.all()) {
        if (!message.meta().puid().isEmpty()) {
          return message.meta().puid();
        }
      }
      return "";
    }
    return of(request).puid();
  }

  /** Gives one meta for an aggregate's many: the first puid, the rest from left to right. */
  private static Meta merged(String puid, List<Message> messages) {
    Map<String, @Nullable Object> tags = new LinkedHashMap<>();
    Map<String, String> path = new LinkedHashMap<>();
    List<Metric> metrics = new ArrayList<>();
    for (Message message : messages) {
      Meta meta = message.meta();
      tags.putAll(meta.tags());
      path.putAll(meta.requestPath());
      metrics.addAll(meta.metrics());
    }
    return new Meta(puid, tags, Map.of(), path, metrics);
  }
}
