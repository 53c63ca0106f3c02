package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.Verb;
import io.seldon.wrapper.message.ArrayValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of one component's answers (contract.md, NAM-2 to NAM-4). */
final class Namer {
  private static final Logger LOG = LoggerFactory.getLogger(Namer.class);

  private final Component component;
  private final AtomicBoolean warned = new AtomicBoolean();
  // The one width that a component mostly answers; a race makes the list twice, no more.
  private volatile List<String> numbered = List.of();

  Namer(Component component) {
    this.component = component;
  }

  /**
   * Gives the names for an answer.
   *
   * @param verb what was asked
   * @param array the answer; of one dimension or none it has no names
   * @param asked the request's names, which a transformer keeps if the width is unchanged
   * @param own the answer's own names, which count where the component has none for all of them
   */
  List<String> namesOf(
      Verb verb, ArrayValue array, List<String> asked, @Nullable List<String> own) {
    int[] shape = array.shape();
    if (shape.length < 2) {
      return List.of();
    }
    int width = shape[1];
    boolean isTransform = verb == Verb.TRANSFORM_INPUT || verb == Verb.TRANSFORM_OUTPUT;
    List<String> names = component.classNames();
    if (names == null && isTransform) {
      names = component.featureNames();
      if (names == null && own == null && !asked.isEmpty() && asked.size() == width) {
        return asked;
      }
    }
    if (names == null) {
      names = own;
    }
    if (names == null) {
      return numbered(width);
    }
    if (names.size() != width && warned.compareAndSet(false, true)) {
      LOG.warn("names: {} (expected: {}, one a column): {}", names.size(), width, names);
    }
    return names;
  }

  private List<String> numbered(int width) {
    List<String> known = numbered;
    if (known.size() == width) {
      return known;
    }
    List<String> made = new ArrayList<>(width);
    for (int index = 0; index < width; index++) {
      made.add("t:" + index);
    }
    numbered = List.copyOf(made);
    return numbered;
  }
}
