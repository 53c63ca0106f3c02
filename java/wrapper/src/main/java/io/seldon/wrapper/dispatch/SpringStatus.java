package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.errors.SeldonException;
import org.jspecify.annotations.Nullable;

/**
 * The status that Spring's {@code ResponseStatusException} carries (ERR-5).
 *
 * <p>It is known by name: Spring's web module is on the class path only if the component's project
 * brings it.
 */
final class SpringStatus {
  private static final String NAME = "org.springframework.web.server.ResponseStatusException";

  private SpringStatus() {}

  /** Returns the error, or null for every other exception. */
  static @Nullable SeldonException errorOf(Throwable thrown) {
    if (!isOne(thrown.getClass())) {
      return null;
    }
    try {
      Object status = thrown.getClass().getMethod("getStatusCode").invoke(thrown);
      int code =
          (Integer)
              Class.forName(
                      "org.springframework.http.HttpStatusCode",
                      true,
                      thrown.getClass().getClassLoader())
                  .getMethod("value")
                  .invoke(status);
      Object text = thrown.getClass().getMethod("getReason").invoke(thrown);
      String info = text instanceof String word ? word : Thrown.textOf(thrown);
      return SeldonException.ofComponent(info, code, null, thrown);
    } catch (ReflectiveOperationException error) {
      return null; // a Spring older than the method
    }
  }

  private static boolean isOne(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (at.getName().equals(NAME)) {
        return true;
      }
    }
    return false;
  }
}
