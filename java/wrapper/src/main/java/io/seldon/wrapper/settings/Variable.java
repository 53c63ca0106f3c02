package io.seldon.wrapper.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setting: where it is read from, how it is read and what becomes of it.
 *
 * @param name the environment variable
 * @param help one sentence for {@code --help} and the guide; for a notice or a refusal, the remedy
 * @param kind how its text is read; null for what is not read by value here
 * @param aliases further variables of the same meaning, in order of precedence
 * @param fallback what holds when it is unset, as shown in {@code --help}; may be empty
 * @param status honoured, ignored with a notice, refused, or the builder's
 */
public record Variable(
    String name,
    String help,
    @Nullable Kind kind,
    List<String> aliases,
    String fallback,
    Status status) {

  static Variable honoured(String name, String help, @Nullable Kind kind, String fallback) {
    return new Variable(name, help, kind, List.of(), fallback, Status.HONOURED);
  }

  static Variable honoured(String name, String help, @Nullable Kind kind) {
    return honoured(name, help, kind, "");
  }

  static Variable without(String name, String remedy) {
    return new Variable(name, remedy, null, List.of(), "", Status.NOTICE);
  }

  static Variable refused(String name, String remedy) {
    return new Variable(name, remedy, null, List.of(), "", Status.REFUSED);
  }

  static Variable build(String name, String help, String fallback) {
    return new Variable(name, help, null, List.of(), fallback, Status.BUILD);
  }

  Variable or(String alias) {
    return new Variable(name, help, kind, List.of(alias), fallback, status);
  }
}
