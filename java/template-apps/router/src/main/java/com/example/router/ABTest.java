package com.example.router;

import io.seldon.wrapper.component.FeedbackInput;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.component.SeldonComponent;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * An A/B test: sends a fixed share of the calls to branch 0, the rest to branch 1.
 *
 * <p>The share is kept exactly, without random numbers: 0.25 is each fourth call.
 */
@Component
public class ABTest implements SeldonComponent {
  private final double ratioA;
  private long toA;
  private long toB;
  private long feedback;

  /** Reads {@code ratio_a}, from 0 to 1. */
  public ABTest(Parameters parameters) {
    ratioA = parameters.number("ratio_a", 0.5);
    if (!(ratioA >= 0 && ratioA <= 1)) {
      throw new IllegalArgumentException("ratio_a: " + ratioA + " (expected: from 0 to 1)");
    }
  }

  /** Returns the branch of this call, 0 or 1. */
  @Override
  public synchronized Object route(Input x) {
    long n = toA + toB;
    if (Math.floor((n + 1) * ratioA) > Math.floor(n * ratioA)) {
      toA++;
      return 0;
    }
    toB++;
    return 1;
  }

  /** Counts. */
  @Override
  public synchronized Object sendFeedback(FeedbackInput given) {
    feedback++;
    return null;
  }

  /** Tells how many calls each branch got. */
  @Override
  public synchronized Map<String, ?> tags() {
    return Map.of("routed", List.of(toA, toB), "feedback", feedback);
  }
}
