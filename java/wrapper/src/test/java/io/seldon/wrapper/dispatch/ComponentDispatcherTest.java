package io.seldon.wrapper.dispatch;

import static io.seldon.wrapper.dispatch.Asking.ask;
import static io.seldon.wrapper.dispatch.Asking.dispatcher;
import static io.seldon.wrapper.dispatch.Asking.message;
import static io.seldon.wrapper.dispatch.Asking.puid;
import static io.seldon.wrapper.dispatch.Asking.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.component.Answer;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.NotImplementedException;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The flow from a request to an answer, for components that work on arrays. */
class ComponentDispatcherTest {
  private static final Metric COUNTER = new Metric(Metric.Type.COUNTER, "k", 1, Map.of());
  private static final Metric GAUGE = new Metric(Metric.Type.GAUGE, "g", 2, Map.of());
  private static final Message ONE = tensor(new int[] {1, 2}, 1, 2);

  /** Gives back what it gets, and counts the calls. */
  private static class Identity implements SeldonComponent {
    int calls;

    @Override
    public @Nullable Object predict(Input x) {
      calls++;
      return x.value();
    }

    @Override
    public Map<String, ?> tags() {
      return Map.of("component", 1, "shared", "component");
    }

    @Override
    public List<?> metrics() {
      return List.of(COUNTER);
    }
  }

  /** Has no verb. */
  private static final class Nothing implements SeldonComponent {}

  @Test
  void theMethodIsCalledOnceAndItsAnswerIsThePayload() {
    Identity component = new Identity();

    Message answer = ask(dispatcher(component), Verb.PREDICT, ONE);

    assertThat(component.calls).isOne();
    assertThat(answer.kind()).isEqualTo(Kind.TENSOR);
    assertThat(answer.value()).isEqualTo(ONE.value());
    assertThat(answer.names()).containsExactly("t:0", "t:1");
  }

  @Test
  void metaIsTheRequestsThenTheComponentsThenTheCalls() {
    SeldonComponent component =
        new Identity() {
          @Override
          public Object predict(Input x) {
            return Answer.of(new double[] {1})
                .withTags(Map.of("shared", "call"))
                .withMetrics(List.of(GAUGE));
          }
        };
    Metric sent = new Metric(Metric.Type.TIMER, "t", 3, Map.of());
    Meta meta =
        new Meta(
            "p",
            Map.of("asked", true, "shared", "asked"),
            Map.of("r", 1),
            Map.of("a", "b"),
            List.of(sent));
    NotedMetrics noted = new NotedMetrics();

    Message answer =
        ask(
            dispatcher(noted, component, "PREDICTIVE_UNIT_ID", "me"),
            Verb.PREDICT,
            message(Kind.STRING, "x", meta));

    assertThat(answer.meta())
        .isEqualTo(
            new Meta(
                "p",
                Map.of("asked", true, "component", 1.0, "shared", "call"),
                Map.of(),
                Map.of("me", "NOT_IMPLEMENTED:NOT_IMPLEMENTED", "a", "b"),
                List.of(sent, COUNTER, GAUGE)));
    assertThat(noted.told).containsExactly("predict k", "predict g");
  }

  @Test
  void metricsStayOutOfTheAnswerWhereThatIsSet() {
    NotedMetrics noted = new NotedMetrics();
    ComponentDispatcher dispatcher =
        dispatcher(noted, new Identity(), "INCLUDE_METRICS_IN_CLIENT_RESPONSE", "false");

    Message answer = ask(dispatcher, Verb.PREDICT, ONE);

    assertThat(answer.meta().metrics()).isEmpty();
    assertThat(noted.told).containsExactly("predict k");
  }

  @Test
  void aMetricThatIsRefusedTakesTheAnswerWithIt() {
    SeldonComponent component =
        new Identity() {
          @Override
          public List<?> metrics() {
            return List.of(Map.of("type", "COUNTER", "key", "taken", "value", 1));
          }
        };

    assertThatThrownBy(() -> ask(dispatcher(component), Verb.PREDICT, ONE))
        .isInstanceOf(SeldonException.class)
        .hasMessage("metric \"taken\"");
  }

  @Test
  void ofAnAggregateMetaIsMergedFromLeftToRight() {
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public Object aggregate(List<Input> inputs) {
            return inputs.get(1).value();
          }
        };
    Meta first = new Meta("", Map.of("a", 1, "s", 1), Map.of(), Map.of("x", "1"), List.of(GAUGE));
    Meta second = new Meta("p", Map.of("s", 2), Map.of(), Map.of("y", "2"), List.of(COUNTER));
    Meta third = new Meta("q", Map.of(), Map.of(), Map.of(), List.of());
    Messages request =
        new Messages(
            List.of(
                message(Kind.NDARRAY, NumericArray.of(1), first),
                message(Kind.TENSOR, NumericArray.of(2), second),
                message(Kind.TENSOR, NumericArray.of(3), third)));

    Message answer = ask(dispatcher(component), Verb.AGGREGATE, request);

    assertThat(answer.kind()).isEqualTo(Kind.NDARRAY);
    assertThat(answer.value()).isEqualTo(NumericArray.of(2));
    assertThat(answer.meta())
        .isEqualTo(
            new Meta(
                "p",
                Map.of("a", 1, "s", 2),
                Map.of(),
                Map.of("x", "1", "y", "2"),
                List.of(GAUGE, COUNTER)));
  }

  @ParameterizedTest
  @EnumSource(names = {"PREDICT", "ROUTE"})
  void aVerbThatIsLackingIs501(Verb verb) {
    assertNotImplemented(new Nothing(), verb, ONE);
  }

  @Test
  void aggregateThatIsLackingIs501() {
    assertNotImplemented(new Nothing(), Verb.AGGREGATE, new Messages(List.of(ONE)));
  }

  @Test
  void aMethodMaySayThatItIsAsGoodAsAbsent() {
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public Object predict(Input x) {
            throw new NotImplementedException("predict");
          }
        };

    assertNotImplemented(component, Verb.PREDICT, ONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSFORM_INPUT", "TRANSFORM_OUTPUT"})
  void aTransformThatIsLackingAnswersWhatCame(Verb verb) {
    Message request = new Message(Kind.TFTENSOR, NumericArray.of(1, 2), List.of("a"), puid("p"));

    Message answer = ask(dispatcher(new Nothing()), verb, request);

    assertThat(answer).isEqualTo(request);
  }

  @Test
  void stringsOfATftensorComeBackAsTheyCame() {
    MixedArray strings = new MixedArray(new int[] {1}, new Object[] {"a"});

    Message answer =
        ask(
            dispatcher(new Nothing()),
            Verb.TRANSFORM_INPUT,
            message(Kind.TFTENSOR, strings, Meta.EMPTY));

    assertThat(answer).isEqualTo(message(Kind.TFTENSOR, strings, Meta.EMPTY));
  }

  @Test
  void routeAnswersABranchWithItsName() {
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public Object route(Input x) {
            return 1;
          }
        };

    Message answer = ask(dispatcher(component), Verb.ROUTE, message(Kind.JSON, 1.0, puid("p")));

    assertThat(answer)
        .isEqualTo(
            new Message(
                Kind.TENSOR,
                new NumericArray(new int[] {1, 1}, new double[] {1}),
                List.of("t:0"),
                puid("p")));
  }

  @Test
  void anExceptionOfTheComponentIs500WithItsText() {
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public Object predict(Input x) throws Exception {
            throw new java.io.IOException("boom");
          }
        };

    assertThatThrownBy(() -> ask(dispatcher(component), Verb.PREDICT, ONE))
        .isInstanceOf(SeldonException.class)
        .hasMessage("boom")
        .hasCauseInstanceOf(java.io.IOException.class);
  }

  @Test
  void endlessRecursionIsAnErrorOfTheCallAlone() {
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public Object predict(Input x) {
            return x.names().isEmpty() ? predict(x) : 1;
          }
        };

    assertThatThrownBy(() -> ask(dispatcher(component), Verb.PREDICT, ONE))
        .hasMessage("StackOverflowError: StackOverflowError");
  }

  @Test
  void anErrorOfTheCodecIsToldToo() {
    ComponentDispatcher dispatcher = dispatcher(new Identity());

    assertThatThrownBy(
            () ->
                dispatcher.answer(
                    Verb.PREDICT,
                    ONE,
                    message -> {
                      throw new IllegalStateException("can't be written");
                    }))
        .isInstanceOf(SeldonException.class)
        .hasMessage("can't be written");
  }

  @Test
  void tagsThatAreNoJsonAreRefused() {
    SeldonComponent component =
        new Identity() {
          @Override
          public Map<String, ?> tags() {
            return Map.of("a", new StringBuilder().getClass());
          }
        };

    assertThatThrownBy(() -> ask(dispatcher(component), Verb.PREDICT, ONE))
        .hasMessage("meta.tags answer: Class (expected: JSON values)");
  }

  @Test
  void healthIsAMessageWithTheComponentsMeta() {
    NotedMetrics noted = new NotedMetrics();

    Message health = dispatcher(noted, new Identity()).health();

    assertThat(health)
        .isEqualTo(
            message(
                Kind.STRING,
                "healthy",
                new Meta(
                    "",
                    Map.of("component", 1.0, "shared", "component"),
                    Map.of(),
                    Map.of(),
                    List.of(COUNTER))));
    assertThat(noted.told).containsExactly("health k");
  }

  @Test
  void healthFollowsTheTableOfAnswers() {
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public Object healthStatus() {
            return 7;
          }
        };

    assertThatThrownBy(() -> dispatcher(component).health())
        .hasMessage(
            "healthStatus returned Integer (expected: an array, list, mapping, string or bytes)");
  }

  @Test
  void aLoadThatFailsSaysWhereAndWhatToDo() {
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public void load() throws Exception {
            throw new IllegalStateException("outer", new java.io.IOException("no model.zip"));
          }
        };

    assertThatThrownBy(() -> dispatcher(component).load())
        .isInstanceOf(LoadException.class)
        .hasMessageMatching(
            "(?s).*\\.load raised IOException: no model.zip"
                + " \\(ComponentDispatcherTest.java, line \\d+\\)\n"
                + "Mend the component's load, or what it needs at start \\(files, parameters\\)\\.");
  }

  private static void assertNotImplemented(
      SeldonComponent component, Verb verb, io.seldon.wrapper.message.Request request) {
    assertThatThrownBy(() -> ask(dispatcher(component), verb, request))
        .isInstanceOf(SeldonException.class)
        .hasMessage(verb.method() + " is not implemented by this component")
        .extracting(error -> ((SeldonException) error).httpStatus())
        .isEqualTo(501);
  }
}
