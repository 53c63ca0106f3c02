"""Judges a builder image: builds small apps with the real s2i, and looks at what comes of them.

``session`` runs the checks of ``checks/`` and those of the builder's language (``python/checks/``),
in each ``Mode``. What a language brings, its apps above all, is its ``Language``.
"""
