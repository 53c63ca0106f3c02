package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.Transport;
import io.seldon.wrapper.Verb;
import io.seldon.wrapper.api.SeldonPredictionService;
import io.seldon.wrapper.component.NotImplementedException;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.context.CallContext;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Messages;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.NumericArray;
import io.seldon.wrapper.message.Request;
import io.seldon.wrapper.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers verbs by one bean; safe to use from many threads (a queue bounds them).
 *
 * <p>One flow serves all verbs: the bean's method is called once (DIS-1), what it returned becomes
 * a payload (PAY-14), names and meta are put to it (NAM, MET), and its metrics are recorded (MTR).
 * A verb that the bean lacks has its default (DIS-2, DIS-3, FBK-5).
 */
public final class ComponentDispatcher implements Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ComponentDispatcher.class);
  private static final String HEALTH_LABEL = "health";
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;
  private static final List<String> BRANCH_NAMES = List.of("t:0");

  private final Class<?> type;
  private final Component component;
  private final Settings settings;
  private final MetricsRecorder recorder;
  private final MetaWriter metaWriter;
  private final Namer namer;

  /**
   * Looks at a bean, once.
   *
   * @param bean a {@link SeldonComponent} or a {@link SeldonPredictionService}, or Spring's proxy
   *     of one
   * @param settings of this server
   * @param recorder where metrics go
   * @throws LoadException the bean is neither, or both
   */
  public ComponentDispatcher(Object bean, Settings settings, MetricsRecorder recorder) {
    this.type = Overridden.typeOf(bean);
    Overridden methods = new Overridden(type);
    String unit = settings.unitId();
    this.component =
        bean instanceof SeldonComponent user
            ? new ArrayComponent(user, methods, unit == null ? "0" : unit)
            : new MessageComponent((SeldonPredictionService) bean, methods);
    this.settings = settings;
    this.recorder = recorder;
    this.metaWriter = new MetaWriter(settings);
    this.namer = new Namer(component);
  }

  /**
   * Lets the bean get ready; called once, before the first call (LIF-4).
   *
   * @throws LoadException whatever it threw, with the place
   */
  public void load() {
    try {
      ExitGuard.inside(
          () -> {
            component.load();
            return true;
          });
    } catch (Throwable thrown) {
      throw new LoadException(
          "%s.load raised %s".formatted(type.getSimpleName(), Causes.described(thrown, type)),
          "Mend the component's load, or what it needs at start (files, parameters).",
          thrown);
    }
  }

  @Override
  public <T> T answer(Verb verb, Request request, Function<Message, T> encode) {
    CallContext.notePuid(Metas.puidOf(request));
    // Encoded in the call's turn: a component may use its array again in the next one.
    return guarded(() -> encode.apply(respond(verb, request)), verb.method());
  }

  @Override
  public boolean hasRaw(Verb verb, Transport transport) {
    return component.hasRaw(verb, transport);
  }

  @Override
  public byte @Nullable [] callRaw(Verb verb, Transport transport, byte[] message) {
    if (!component.hasRaw(verb, transport)) {
      throw lacks(verb);
    }
    return guarded(() -> rawAnswer(transport, message), verb.method());
  }

  private byte @Nullable [] rawAnswer(Transport transport, byte[] message) {
    try {
      return component.callRaw(transport, message);
    } catch (NotImplementedException absent) {
      return null;
    }
  }

  @Override
  public Message health() {
    return guarded(
        () -> {
          Payload payload = Payloads.of(component.healthStatus(), null, "healthStatus");
          List<Metric> metrics = MetricCheck.checked(component.metrics(), "metrics()");
          List<Map<String, @Nullable Object>> tags = List.of(Tags.checked(component.tags()));
          recorder.record(metrics, HEALTH_LABEL);
          Meta meta = metaWriter.answer(Meta.EMPTY, tags, metrics);
          return new Message(payload.kind(), payload.value(), List.of(), meta);
        },
        "healthStatus");
  }

  @Override
  public Map<String, Object> metadata() {
    return Metadata.read(component, settings);
  }

  private Message respond(Verb verb, Request request) throws Exception {
    Message asked = askedOf(request);
    Returned returned = ask(verb, request, asked);
    Object data = returned.data();
    if (verb == Verb.SEND_FEEDBACK && data == null) {
      data = fallback(verb, asked);
    }
    Payload payload;
    List<String> names = List.of();
    if (data instanceof Message whole) {
      payload = Payloads.asItCame(whole);
      names = whole.names();
    } else if (verb == Verb.ROUTE) {
      payload = Branches.of(data, asked.kind());
      names = BRANCH_NAMES;
    } else {
      payload = Payloads.of(data, asked.kind(), verb.method());
      names = namesOf(verb, data, payload, asked, returned);
    }
    Meta meta = metaOf(verb, request, returned);
    return new Message(payload.kind(), payload.value(), names, meta);
  }

  /** Calls the component; the data of what it lacks is the default, a Message. */
  private Returned ask(Verb verb, Request request, Message asked) throws Exception {
    if (!component.has(verb)) {
      return Returned.of(fallback(verb, asked));
    }
    try {
      return component.call(verb, request);
    } catch (NotImplementedException error) {
      return Returned.of(fallback(verb, asked));
    }
  }

  private List<String> namesOf(
      Verb verb, @Nullable Object data, Payload payload, Message asked, Returned returned) {
    if (!(payload.kind().isData() && payload.value() instanceof ArrayValue array)) {
      return List.of();
    }
    List<String> own = returned.names();
    // A whole message leaves as it was built; what it does not name is named here.
    return data instanceof Payload && own != null
        ? own
        : namer.namesOf(verb, array, asked.names(), own);
  }

  private Meta metaOf(Verb verb, Request request, Returned returned) {
    List<Map<String, @Nullable Object>> tags =
        List.of(Tags.checked(component.tags()), Tags.checked(returned.tags()));
    List<Metric> metrics = MetricCheck.checked(component.metrics(), "metrics()");
    List<Metric> more = MetricCheck.checked(returned.metrics(), "metrics");
    if (!more.isEmpty()) {
      List<Metric> both = new ArrayList<>(metrics);
      both.addAll(more);
      metrics = both;
    }
    // At once, so that a name that is refused leaves nothing of those before it (MTR-9).
    if (!metrics.isEmpty()) {
      recorder.record(metrics, verb.metricLabel());
    }
    if (request instanceof Feedback feedback) {
      recorder.recordFeedback(feedback.reward());
    }
    return metaWriter.answer(Metas.of(request), tags, metrics);
  }

  /** Gives the message whose payload's kind the answer keeps. */
  private static Message askedOf(Request request) {
    Message found = null;
    if (request instanceof Message message) {
      found = message;
    } else if (request instanceof Messages messages) {
      found = messages.all().get(0);
    } else if (request instanceof Feedback feedback) {
      found = feedback.request();
    }
    return found == null ? new Message(null, null, List.of(), Meta.EMPTY) : found;
  }

  /**
   * Gives the answer of a component that lacks the verb.
   *
   * @throws SeldonException there is none (DIS-2)
   */
  private static Message fallback(Verb verb, Message asked) {
    if (verb == Verb.TRANSFORM_INPUT || verb == Verb.TRANSFORM_OUTPUT) {
      return asked;
    }
    if (verb == Verb.SEND_FEEDBACK) {
      Kind kind = asked.kind() == Kind.NDARRAY ? Kind.NDARRAY : Kind.TENSOR;
      return new Message(kind, NumericArray.of(), List.of(), Meta.EMPTY);
    }
    throw lacks(verb);
  }

  private static SeldonException lacks(Verb verb) {
    return new SeldonException(
        Fault.NOT_IMPLEMENTED, verb.method() + " is not implemented by this component");
  }

  private static <T extends @Nullable Object> T guarded(Callable<T> ask, String what) {
    try {
      return ExitGuard.inside(ask);
    } catch (Throwable thrown) {
      // All of them, errors of the JVM's own included: a request never ends the server (ERR-8).
      SeldonException error = Thrown.toError(thrown);
      log(error, what);
      throw error;
    }
  }

  /** Writes an error to the log; the call's puid is put to it there (LOG-2). */
  private static void log(SeldonException error, String what) {
    if (error.httpStatus() < SERVER_ERROR || error.httpStatus() == NOT_IMPLEMENTED) {
      LOG.info("{} failed: {}", what, error.info());
    } else {
      Throwable cause = error.getCause();
      LOG.error("{} failed: {}", what, error.info(), cause == null ? error : cause);
    }
  }
}
