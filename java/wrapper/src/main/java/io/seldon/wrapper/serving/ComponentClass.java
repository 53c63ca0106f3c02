package io.seldon.wrapper.serving;

import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.dispatch.LoadException;
import io.seldon.wrapper.settings.ConfigurationException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The class that {@code MODEL_NAME} names, where no Spring application makes the component.
 *
 * @param type not initialised yet
 */
record ComponentClass(Class<?> type) {

  /**
   * Finds the class.
   *
   * @param modelName {@code Model}, {@code my.Model} or {@code Model.java}
   * @throws ConfigurationException it is not set
   * @throws LoadException there is no such class
   */
  static ComponentClass of(@Nullable String modelName) {
    if (modelName == null) {
      throw new ConfigurationException(
          List.of("MODEL_NAME: not set (expected: the component's class, such as my.Model)"));
    }
    String name = modelName.replaceFirst("\\.java$", "").replace('/', '.');
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return new ComponentClass(Class.forName(name, false, loader));
    } catch (ClassNotFoundException missing) {
      throw new LoadException(
          "no class %s on the class path (expected: the class that MODEL_NAME names)"
              .formatted(name),
          "Set MODEL_NAME to the name of the component's class, with its package.");
    } catch (LinkageError broken) {
      throw new LoadException(
          "class %s can't be loaded: %s".formatted(name, broken),
          "Add what it needs to the dependencies.",
          broken);
    }
  }

  /**
   * Makes the component: by the constructor that takes {@link Parameters}, else by the one without
   * arguments.
   *
   * @throws LoadException it has neither, or it threw
   */
  Object make(Map<String, Object> parameters) {
    String name = type.getSimpleName();
    try {
      Constructor<?> constructor = constructor();
      constructor.setAccessible(true);
      return constructor.getParameterCount() == 0
          ? constructor.newInstance()
          : constructor.newInstance(new Parameters(parameters));
    } catch (InvocationTargetException | LinkageError thrown) {
      throw raised(type, thrown.getCause() == null ? thrown : thrown.getCause());
    } catch (ReflectiveOperationException refused) {
      throw new LoadException(
          "%s can't be made: %s".formatted(name, refused),
          "Make it a class that is neither abstract nor an inner one.",
          refused);
    }
  }

  /** Returns the error of a constructor that threw, also one of a bean. */
  static LoadException raised(Class<?> type, Throwable cause) {
    return new LoadException(
        "new %s raised %s".formatted(type.getSimpleName(), cause),
        "Mend the component's constructor, or what it needs at start (files, parameters).",
        cause);
  }

  private Constructor<?> constructor() {
    List<Constructor<?>> all = Arrays.asList(type.getDeclaredConstructors());
    return all.stream()
        .filter(each -> Arrays.equals(each.getParameterTypes(), new Class<?>[] {Parameters.class}))
        .findFirst()
        .or(() -> all.stream().filter(each -> each.getParameterCount() == 0).findFirst())
        .orElseThrow(
            () ->
                new LoadException(
                    "%s has no constructor for it (expected: one that takes Parameters, or"
                            .formatted(type.getSimpleName())
                        + " nothing)",
                    "Add one, or make the component a bean of a Spring application."));
  }
}
