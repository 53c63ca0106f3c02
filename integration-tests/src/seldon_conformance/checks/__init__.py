"""The checks: pytest tests that ``session`` runs against a subject, and finds by their being here.

Each has the mark of ``check``. What it may ask for is in ``collected`` and ``plugin``: ``subject``,
``example``, ``depth``, ``component``, and ``transport`` if it is to run once over each of its own.
"""
