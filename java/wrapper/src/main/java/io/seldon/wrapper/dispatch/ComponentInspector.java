package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.api.SeldonPredictionService;
import io.seldon.wrapper.settings.ServiceType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out what a component can do, from its class alone (contract.md, LIF-8). */
public final class ComponentInspector {
  private static final List<String> RAW_PREDICT = List.of("predictRawREST", "predictRawGRPC");

  private final Class<?> type;
  private final Overridden methods;

  private ComponentInspector(Class<?> type) {
    this.type = type;
    this.methods = new Overridden(type);
  }

  /**
   * Returns the class that a user wrote, behind Spring's proxies of it.
   *
   * @param bean the component, or a proxy of it
   */
  public static Class<?> typeOf(Object bean) {
    return Overridden.typeOf(bean);
  }

  /**
   * Returns what a component is served as.
   *
   * @param type the user's class, as {@link #typeOf} gives it; methods that an interface only
   *     declares do not count
   * @param wanted {@code SERVICE_TYPE}, or null to find out
   * @return {@code wanted}, or the one type that the class has a method of; MODEL comes first
   * @throws LoadException the class lacks the method of {@code wanted}, which type it is is not
   *     clear, or it is no component
   */
  public static ServiceType serviceType(Class<?> type, @Nullable ServiceType wanted) {
    ComponentInspector inspector = new ComponentInspector(type);
    if (wanted == null) {
      return inspector.found();
    }
    inspector.checkHas(wanted);
    return wanted;
  }

  private void checkHas(ServiceType wanted) {
    List<String> expected = methodsOf(wanted);
    if (expected.stream().noneMatch(methods::has)) {
      throw new LoadException(
          "%s has no method %s (expected: %s for SERVICE_TYPE=%s)"
              .formatted(
                  name(),
                  expected.get(0),
                  (expected.size() > 1 ? "one of " : "") + String.join(", ", expected),
                  wanted),
          "Add the method, or set SERVICE_TYPE to what %s is.".formatted(name()));
    }
  }

  private ServiceType found() {
    if (has(ServiceType.MODEL)) {
      return ServiceType.MODEL;
    }
    List<ServiceType> candidates = candidates();
    if (candidates.isEmpty()) {
      throw new LoadException(
          name()
              + " has no method of a component (expected: predict, route, aggregate,"
              + " transformInput or transformOutput)",
          "Add one of these methods.");
    }
    if (candidates.size() > 1) {
      throw new LoadException(
          "%s can be any of %s (expected: one)"
              .formatted(
                  name(),
                  candidates.stream().map(ServiceType::name).collect(Collectors.joining(", "))),
          "Set SERVICE_TYPE to one of them.");
    }
    return candidates.get(0);
  }

  private List<ServiceType> candidates() {
    List<ServiceType> found = new ArrayList<>();
    if (has(ServiceType.ROUTER)) {
      found.add(ServiceType.ROUTER);
    }
    if (has(ServiceType.COMBINER)) {
      found.add(ServiceType.COMBINER);
    }
    if (methods.has(Verb.TRANSFORM_INPUT.method())) {
      found.add(ServiceType.TRANSFORMER);
    } else if (has(ServiceType.OUTPUT_TRANSFORMER)) {
      found.add(ServiceType.OUTPUT_TRANSFORMER);
    }
    return found;
  }

  private boolean has(ServiceType kind) {
    return methodsOf(kind).stream().anyMatch(methods::has);
  }

  /** Returns the methods of which a type needs one; a transformer may work on either side. */
  private List<String> methodsOf(ServiceType kind) {
    List<String> found = new ArrayList<>(List.of(kind.verb().method()));
    if (kind == ServiceType.TRANSFORMER) {
      found.add(Verb.TRANSFORM_OUTPUT.method());
    }
    if (kind == ServiceType.MODEL && SeldonPredictionService.class.isAssignableFrom(type)) {
      found.addAll(RAW_PREDICT);
    }
    return found;
  }

  private String name() {
    return type.getSimpleName();
  }
}
