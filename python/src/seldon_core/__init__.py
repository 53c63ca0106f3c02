"""The import names that components written for Seldon Core use; each module is a few lines.

What they name lives in ``seldon_wrapper``. A component that imports nothing needs nothing here.
"""

from seldon_core.storage import Storage

__all__ = ["Storage"]
