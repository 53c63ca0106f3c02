"""What can go wrong around a comparison.

An answer that is not the expected one is no error but a difference.
"""


class ConformanceError(Exception):
    """Base of all errors of the suite."""


class VectorError(ConformanceError):
    """The vector cannot be sent: the suite or the vector is broken, not the subject."""


class SubjectError(ConformanceError):
    """The subject could not be started, reached or stopped."""


class OptionError(ConformanceError):
    """What was asked for does not make sense: a rule, component or file that is none."""


class SuiteError(ConformanceError):
    """The suite itself is broken: a check cannot be loaded, or is not marked."""
