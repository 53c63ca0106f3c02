package io.seldon.wrapper.dispatch;

import static io.seldon.wrapper.dispatch.Asking.ask;
import static io.seldon.wrapper.dispatch.Asking.dispatcher;
import static org.assertj.core.api.Assertions.assertThat;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.NumericArray;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The names of an answer's columns (NAM-2 to NAM-4). */
@ExtendWith(OutputCaptureExtension.class)
class NamerTest {
  private static final Message NAMED =
      new Message(
          Kind.TENSOR,
          new NumericArray(new int[] {1, 2}, new double[] {1, 2}),
          List.of("a", "b"),
          Meta.EMPTY);

  /** Gives back what it gets, by the names it is told. */
  private record Named(@Nullable List<String> classNames, @Nullable List<String> featureNames)
      implements SeldonComponent {
    @Override
    public @Nullable Object predict(Input x) {
      return x.value();
    }

    @Override
    public @Nullable Object transformInput(Input x) {
      return x.names().size() == 2 ? x.value() : new double[][] {{1}};
    }
  }

  private static List<String> names(
      @Nullable List<String> classNames, @Nullable List<String> featureNames, Verb verb) {
    return ask(dispatcher(new Named(classNames, featureNames)), verb, NAMED).names();
  }

  @Test
  void aModelHasItsClassNames() {
    assertThat(names(List.of("x", "y"), List.of("f", "g"), Verb.PREDICT)).containsExactly("x", "y");
  }

  @Test
  void aModelWithoutNamesNumbersTheColumns() {
    assertThat(names(null, List.of("f", "g"), Verb.PREDICT)).containsExactly("t:0", "t:1");
  }

  @Test
  void aTransformerHasItsFeatureNames() {
    assertThat(names(null, List.of("f", "g"), Verb.TRANSFORM_INPUT)).containsExactly("f", "g");
  }

  @Test
  void aTransformersClassNamesComeFirst() {
    assertThat(names(List.of("x", "y"), List.of("f", "g"), Verb.TRANSFORM_INPUT))
        .containsExactly("x", "y");
  }

  @Test
  void aTransformerKeepsTheRequestsNamesWhereTheWidthStays() {
    assertThat(names(null, null, Verb.TRANSFORM_INPUT)).containsExactly("a", "b");
  }

  @Test
  void aTransformerThatChangesTheWidthNumbersTheColumns() {
    Message request = new Message(Kind.TENSOR, NAMED.value(), List.of("a"), Meta.EMPTY);

    Message answer = ask(dispatcher(new Named(null, null)), Verb.TRANSFORM_INPUT, request);

    assertThat(answer.names()).containsExactly("a");
    assertThat(answer.value()).isEqualTo(new NumericArray(new int[] {1, 1}, new double[] {1}));
  }

  @Test
  void oneDimensionHasNoNames() {
    Message request = new Message(Kind.TENSOR, NumericArray.of(1, 2), List.of("a"), Meta.EMPTY);

    Message answer = ask(dispatcher(new Named(List.of("x"), null)), Verb.PREDICT, request);

    assertThat(answer.names()).isEmpty();
  }

  @Test
  void namesOfAnotherNumberArePassedOnAndWarnedOfOnce(CapturedOutput output) {
    ComponentDispatcher dispatcher = dispatcher(new Named(List.of("x"), null));

    List<String> first = ask(dispatcher, Verb.PREDICT, NAMED).names();
    List<String> second = ask(dispatcher, Verb.PREDICT, NAMED).names();

    assertThat(first).containsExactly("x");
    assertThat(second).containsExactly("x");
    assertThat(output.getAll()).containsOnlyOnce("names: 1 (expected: 2, one a column): [x]");
  }
}
