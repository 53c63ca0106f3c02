package com.example.bandit;

import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.FeedbackInput;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.component.SeldonComponent;
import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * A multi-armed bandit (UCB1): learns from feedback which branch earns most.
 *
 * <p>Every branch is tried once, then the one with the best upper confidence bound.
 */
@Component
public class Bandit implements SeldonComponent {
  private final long[] counts;
  private final double[] rewards;

  /** Reads {@code branches}, the number of children. */
  public Bandit(Parameters parameters) {
    int branches = Math.toIntExact(parameters.integer("branches", 2));
    counts = new long[branches];
    rewards = new double[branches];
  }

  /** Returns the branch to try next. */
  @Override
  public synchronized Object route(Input x) {
    double logTotal = Math.log(Arrays.stream(counts).sum());
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int branch = 0; branch < counts.length; branch++) {
      if (counts[branch] == 0) {
        return branch;
      }
      // A bound that is NaN is not above anything.
      double bound = rewards[branch] / counts[branch] + Math.sqrt(2 * logTotal / counts[branch]);
      if (bound > highest) {
        best = branch;
        highest = bound;
      }
    }
    return best;
  }

  /** Credits the reward to the branch that earned it. */
  @Override
  public synchronized Object sendFeedback(FeedbackInput feedback) {
    Integer routing = feedback.routing();
    if (routing == null || routing < 0 || routing >= counts.length) {
      throw new ComponentException(
          "routing: %s (expected: 0 to %d)"
              .formatted(routing == null ? "none" : routing, counts.length - 1),
          400,
          "MICROSERVICE_BAD_DATA");
    }
    counts[routing]++;
    rewards[routing] += feedback.reward();
    return null;
  }

  /** Tells what has been learnt. */
  @Override
  public synchronized Map<String, ?> tags() {
    return Map.of("feedback", counts.clone(), "reward", rewards.clone());
  }
}
