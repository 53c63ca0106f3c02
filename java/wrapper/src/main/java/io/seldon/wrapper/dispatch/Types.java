package io.seldon.wrapper.dispatch;

import org.jspecify.annotations.Nullable;

/** The names of Java's types in errors. */
final class Types {
  private Types() {}

  /** Returns {@code null}, {@code Integer}, {@code double[]} or the like: one word. */
  static String nameOf(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    Class<?> type = value.getClass();
    String simple = type.getSimpleName();
    // An anonymous class has no simple name.
    return simple.isEmpty()
        ? type.getName().substring(type.getName().lastIndexOf('.') + 1)
        : simple;
  }
}
