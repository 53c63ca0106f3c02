"""An A/B test: sends a fixed share of the calls to branch 0, the rest to branch 1."""

import math
import threading


class ABTest:
    """The share is kept exactly, without random numbers: 0.25 is each fourth call."""

    def __init__(self, ratio_a=0.5):
        if not 0 <= ratio_a <= 1:
            raise ValueError(f"ratio_a: {ratio_a} (expected: from 0 to 1)")
        self.ratio_a = ratio_a
        self.routed = [0, 0]
        self.feedback = 0
        self.lock = threading.Lock()

    def route(self, X, names, meta=None):
        """Return the branch of this call, 0 or 1."""
        with self.lock:
            n = sum(self.routed)
            to_a = math.floor((n + 1) * self.ratio_a) > math.floor(n * self.ratio_a)
            branch = 0 if to_a else 1
            self.routed[branch] += 1
        return branch

    def send_feedback(self, X, names, reward, truth, routing=None):
        """Count."""
        with self.lock:
            self.feedback += 1

    def tags(self):
        """Tell how many calls each branch got."""
        return {"routed": list(self.routed), "feedback": self.feedback}
