package io.seldon.wrapper.serving;

import io.seldon.wrapper.api.SeldonPredictionService;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.dispatch.LoadException;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ListableBeanFactory;

/** Finds the one bean that is the component. */
final class ComponentFinder {
  private ComponentFinder() {}

  /**
   * Returns the bean's name; the bean is not made for it.
   *
   * @throws LoadException there is none, or several
   */
  static String nameIn(ListableBeanFactory beans) {
    Set<String> names = new TreeSet<>();
    for (Class<?> type : Set.of(SeldonComponent.class, SeldonPredictionService.class)) {
      names.addAll(Set.of(beans.getBeanNamesForType(type, true, false)));
    }
    if (names.isEmpty()) {
      throw new LoadException(
          "no bean implements SeldonComponent or SeldonPredictionService (expected: one)",
          "Annotate the component's class with @Component, in the package of the class with"
              + " @SpringBootApplication or below it.");
    }
    if (names.size() > 1) {
      throw new LoadException(
          "%d beans are components: %s (expected: one)"
              .formatted(names.size(), String.join(", ", names)),
          "Take @Component away from all but one.");
    }
    return names.iterator().next();
  }
}
