package io.seldon.wrapper.settings;

import org.jspecify.annotations.Nullable;

/** A way to read one setting's text. */
@FunctionalInterface
interface Kind {

  /**
   * Reads a text.
   *
   * @param text not empty, without blanks around it
   * @return the value; null stands for endless, or for nothing found
   * @throws IllegalArgumentException with what was expected: "a port, 1 to 65535"
   */
  @Nullable Object read(String text);
}
