package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.component.Answer;
import io.seldon.wrapper.component.FeedbackInput;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A {@link SeldonComponent}: it works on arrays. */
final class ArrayComponent implements Component {
  private final SeldonComponent user;
  private final String routeKey;
  private final Set<Verb> verbs = EnumSet.noneOf(Verb.class);

  /**
   * Wraps a bean.
   *
   * @param user the bean, or a proxy of it
   * @param methods those of its own
   * @param routeKey the key of this component in {@code meta.routing} (FBK-4)
   */
  ArrayComponent(SeldonComponent user, Overridden methods, String routeKey) {
    this.user = user;
    this.routeKey = routeKey;
    for (Verb verb : Verb.values()) {
      if (methods.has(verb.method())) {
        verbs.add(verb);
      }
    }
  }

  @Override
  public boolean has(Verb verb) {
    return verbs.contains(verb);
  }

  @Override
  public Returned call(Verb verb, Request request) throws Exception {
    Object data =
        switch (verb) {
          case PREDICT -> user.predict(new Input((Message) request));
          case TRANSFORM_INPUT -> user.transformInput(new Input((Message) request));
          case TRANSFORM_OUTPUT -> user.transformOutput(new Input((Message) request));
          case ROUTE -> user.route(new Input((Message) request));
          case AGGREGATE ->
              user.aggregate(((Messages) request).all().stream().map(Input::new).toList());
          case SEND_FEEDBACK -> user.sendFeedback(shown((Feedback) request));
        };
    return data instanceof Answer answer
        ? new Returned(answer.data(), null, answer.tags(), answer.metrics())
        : Returned.of(data);
  }

  @Override
  public void load() throws Exception {
    user.load();
  }

  @Override
  public @Nullable Map<?, ?> tags() {
    return user.tags();
  }

  @Override
  public @Nullable List<?> metrics() {
    return user.metrics();
  }

  @Override
  public @Nullable List<String> classNames() {
    return user.classNames();
  }

  @Override
  public @Nullable List<String> featureNames() {
    return user.featureNames();
  }

  @Override
  public @Nullable Object healthStatus() throws Exception {
    return user.healthStatus();
  }

  @Override
  public @Nullable Map<?, ?> initMetadata() {
    return user.initMetadata();
  }

  private FeedbackInput shown(Feedback feedback) {
    Message response = feedback.response();
    Integer routing = response == null ? null : response.meta().routing().get(routeKey);
    return new FeedbackInput(
        input(feedback.request()), feedback.reward(), input(feedback.truth()), routing, response);
  }

  /** Shows a part of feedback; what is absent, or has no payload, is an empty array (FBK-2). */
  private static Input input(@Nullable Message part) {
    if (part != null && part.kind() != null) {
      return new Input(part);
    }
    return new Input(
        new Message(
            null,
            NumericArray.of(),
            part == null ? List.of() : part.names(),
            part == null ? Meta.EMPTY : part.meta()));
  }
}
