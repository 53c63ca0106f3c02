package io.seldon.wrapper.dispatch;

import static io.seldon.wrapper.dispatch.Asking.ask;
import static io.seldon.wrapper.dispatch.Asking.dispatcher;
import static io.seldon.wrapper.dispatch.Asking.message;
import static io.seldon.wrapper.dispatch.Asking.puid;
import static io.seldon.wrapper.dispatch.Asking.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.component.FeedbackInput;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.NumericArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a component learns, and what its caller gets (contract.md, FBK). */
class FeedbackDispatchTest {

  @Test
  void feedbackReachesTheComponentWhole() {
    List<FeedbackInput> seen = new ArrayList<>();
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public @Nullable Object sendFeedback(FeedbackInput feedback) {
            seen.add(feedback);
            return null;
          }
        };
    NotedMetrics noted = new NotedMetrics();
    Message request = new Message(Kind.NDARRAY, NumericArray.of(1), List.of("a"), puid("p"));
    Message response =
        message(Kind.STRING, "r", new Meta("", Map.of(), Map.of("me", 1), Map.of(), List.of()));
    Message truth = message(Kind.STRING, "t", Meta.EMPTY);

    Message answer =
        ask(
            dispatcher(noted, component, "PREDICTIVE_UNIT_ID", "me"),
            Verb.SEND_FEEDBACK,
            new Feedback(request, response, 0.5f, truth));

    FeedbackInput feedback = seen.get(0);
    assertThat(feedback.request().value()).isEqualTo(NumericArray.of(1));
    assertThat(feedback.request().names()).containsExactly("a");
    assertThat(feedback.reward()).isEqualTo(0.5f);
    assertThat(feedback.truth().value()).isEqualTo("t");
    assertThat(feedback.routing()).isEqualTo(1);
    assertThat(feedback.response()).isSameAs(response);
    assertThat(answer.kind()).isEqualTo(Kind.NDARRAY);
    assertThat(answer.value()).isEqualTo(NumericArray.of());
    assertThat(answer.meta().puid()).isEqualTo("p");
    assertThat(noted.told).containsExactly("reward 0.5");
  }

  @Test
  void whatFeedbackLacksIsAnEmptyArray() {
    List<FeedbackInput> seen = new ArrayList<>();
    SeldonComponent component =
        new SeldonComponent() {
          @Override
          public Object sendFeedback(FeedbackInput feedback) {
            seen.add(feedback);
            return new double[][] {{feedback.reward()}};
          }
        };
    Message withoutPayload = new Message(null, null, List.of(), puid("p"));

    Message answer =
        ask(
            dispatcher(component),
            Verb.SEND_FEEDBACK,
            new Feedback(withoutPayload, null, 1f, null));

    assertThat(seen.get(0).request().value()).isEqualTo(NumericArray.of());
    assertThat(seen.get(0).request().kind()).isNull();
    assertThat(seen.get(0).truth().value()).isEqualTo(NumericArray.of());
    assertThat(seen.get(0).routing()).isNull();
    assertThat(seen.get(0).response()).isNull();
    assertThat(answer.kind()).isEqualTo(Kind.TENSOR);
    assertThat(answer.names()).containsExactly("t:0");
    assertThat(answer.meta().puid()).isEqualTo("p");
  }

  @Test
  void feedbackThatIsLackingIsAnEmptyTensor() {
    Message one = tensor(new int[] {1, 2}, 1, 2);

    Message answer =
        ask(
            dispatcher(new SeldonComponent() {}),
            Verb.SEND_FEEDBACK,
            new Feedback(one, null, 1f, null));

    assertThat(answer).isEqualTo(message(Kind.TENSOR, NumericArray.of(), Meta.EMPTY));
  }
}
