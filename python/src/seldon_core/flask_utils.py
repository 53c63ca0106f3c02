"""Upstream's ``seldon_core.flask_utils``: the exceptions that components raise."""

from seldon_wrapper.user_errors import SeldonMicroserviceException, SeldonNotImplementedError

__all__ = ["SeldonMicroserviceException", "SeldonNotImplementedError"]
