"""What can go wrong in a run."""


class BenchError(Exception):
    """The run can't go on, or one server of it can't be measured; the text says what to do."""


class NoAnswerError(BenchError):
    """A server gave no answer: it isn't up yet, or it failed."""
