"""Patterns of check ids: ``*`` and ``?`` as in a shell; brackets, which ids have, are no sets."""

import re

_WILD = {"*": ".*", "?": "."}


def is_like(check_id: str, pattern: str) -> bool:
    """Tell whether an id is of a pattern."""
    expression = "".join(_WILD.get(sign) or re.escape(sign) for sign in pattern)
    return re.fullmatch(expression, check_id) is not None
