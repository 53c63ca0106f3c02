package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.api.SeldonPredictionService;
import io.seldon.wrapper.component.SeldonComponent;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.util.ClassUtils;

/**
 * The methods of a component that its class has of its own, and not from the interface.
 *
 * <p>Spring's proxies override every method, so the class behind them is looked at. This is the one
 * place below the faces that knows Spring.
 */
final class Overridden {
  private static final Set<Class<?>> DECLARING =
      Set.of(
          SeldonComponent.class,
          SeldonPredictionService.class,
          io.seldon.wrapper.SeldonPredictionService.class);

  private final Set<String> names = new HashSet<>();

  Overridden(Class<?> type) {
    Class<?> declared = declaredBy(type);
    for (Method method : ClassUtils.getUserClass(type).getMethods()) {
      if (!DECLARING.contains(method.getDeclaringClass()) && isOf(declared, method)) {
        names.add(method.getName());
      }
    }
  }

  boolean has(String method) {
    return names.contains(method);
  }

  /** Returns the class that a user wrote, behind all proxies. */
  static Class<?> typeOf(Object bean) {
    return ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
  }

  /**
   * Returns which of the two interfaces a class implements.
   *
   * @throws LoadException none of them, or both
   */
  static Class<?> declaredBy(Class<?> type) {
    boolean isArrays = SeldonComponent.class.isAssignableFrom(type);
    boolean isMessages = SeldonPredictionService.class.isAssignableFrom(type);
    if (isArrays == isMessages) {
      throw new LoadException(
          "%s implements %s (expected: one of SeldonComponent and SeldonPredictionService)"
              .formatted(type.getSimpleName(), isArrays ? "both" : "neither"),
          "Implement one of the two interfaces.");
    }
    return isArrays ? SeldonComponent.class : SeldonPredictionService.class;
  }

  private static boolean isOf(Class<?> declared, Method method) {
    return Arrays.stream(declared.getMethods())
        .anyMatch(
            known ->
                known.getName().equals(method.getName())
                    && Arrays.equals(known.getParameterTypes(), method.getParameterTypes()));
  }
}
