"""A multi-armed bandit (UCB1): learns from feedback which branch earns most."""

import math
import threading

from seldon_core.flask_utils import SeldonMicroserviceException


class Bandit:
    """Every branch is tried once, then the one with the best upper confidence bound."""

    def __init__(self, branches=2):
        self.counts = [0] * branches
        self.rewards = [0.0] * branches
        self.lock = threading.Lock()

    def route(self, X, names, meta=None):
        """Return the branch to try next."""
        with self.lock:
            if 0 in self.counts:
                return self.counts.index(0)
            log_total = math.log(sum(self.counts))
            bounds = [
                reward / count + math.sqrt(2 * log_total / count)
                for reward, count in zip(self.rewards, self.counts)
            ]
        bounds = [-math.inf if math.isnan(bound) else bound for bound in bounds]
        return bounds.index(max(bounds))

    def send_feedback(self, X, names, reward, truth, routing=None):
        """Credit the reward to the branch that earned it."""
        last = len(self.counts) - 1
        if routing is None or not 0 <= routing <= last:
            shown = "none" if routing is None else routing
            raise SeldonMicroserviceException(f"routing: {shown} (expected: 0 to {last})")
        with self.lock:
            self.counts[routing] += 1
            self.rewards[routing] += reward

    def tags(self):
        """Tell what has been learnt."""
        return {"feedback": list(self.counts), "reward": list(self.rewards)}
