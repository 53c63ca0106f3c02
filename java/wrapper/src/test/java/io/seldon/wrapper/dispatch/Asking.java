package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.Request;
import io.seldon.wrapper.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Requests for tests, and their answers without a codec. */
final class Asking {
  private Asking() {}

  static ComponentDispatcher dispatcher(Object bean, String... environment) {
    return dispatcher(new NotedMetrics(), bean, environment);
  }

  static ComponentDispatcher dispatcher(
      MetricsRecorder recorder, Object bean, String... environment) {
    Map<String, String> variables = new java.util.HashMap<>();
    for (int index = 0; index < environment.length; index += 2) {
      variables.put(environment[index], environment[index + 1]);
    }
    return new ComponentDispatcher(bean, Settings.from(variables), recorder);
  }

  static Message ask(ComponentDispatcher dispatcher, Verb verb, Request request) {
    return dispatcher.answer(verb, request, Function.identity());
  }

  static Message tensor(int[] shape, double... values) {
    return message(Kind.TENSOR, new NumericArray(shape, values), Meta.EMPTY);
  }

  static Message message(Kind kind, Object value, Meta meta) {
    return new Message(kind, value, List.of(), meta);
  }

  static Meta puid(String puid) {
    return new Meta(puid, Map.of(), Map.of(), Map.of(), List.of());
  }
}
