"""Sources that git, an archive or the years have spoilt."""

from seldon_conformance.builder.python.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.refusal import refusal
from seldon_conformance.builder.spoilt_sources import spoilt_sources

REFUSED_SOURCES = [
    *spoilt_sources({"MyModel.py": IDENTITY, **ENVIRONMENT}),
    refusal(
        "no-python-file",
        {"README.md": "A model.\n"},
        "ERROR: no module 'MyModel' in the source: no .py file (expected: MyModel.py)",
        "REMEDY: Add MyModel.py, or set MODEL_NAME to the name of a file that is there. "
        "(a git folder is built as committed: commit the file, or give s2i -c)",
    ),
    # Found although nothing is imported in the build, and in another file than the component's.
    refusal(
        "python-2-in-a-package",
        {
            "MyModel.py": f"from shop.prices import price\n\n\n{IDENTITY}",
            "shop/__init__.py": "",
            "shop/prices.py": "def price(x):\n    try:\n        return x\n"
            "    except ValueError, error:\n        raise\n",
        },
        "ERROR: shop/prices.py, line 4 is not Python 3: multiple exception types must be "
        "parenthesized: except ValueError, error:",
        "REMEDY: This is Python 2; rewrite it for Python 3 (2to3 does most of it).",
        *("-e", "BUILD_CHECK=off"),
    ),
    refusal(
        "python-2-module",
        {"MyModel.py": f"import urllib2\n\n\n{IDENTITY}"},
        "ERROR: importing MyModel needs the module 'urllib2', which Python 3 does not have "
        "(MyModel.py, line 1: import urllib2)",
        "REMEDY: This is Python 2; in Python 3 it is urllib.request.",
    ),
    refusal(
        "module-of-seldon-core",
        {"MyModel.py": f"from seldon_core.user_modle import SeldonComponent\n\n\n{IDENTITY}"},
        "ERROR: importing MyModel needs the module 'seldon_core.user_modle', which the server's "
        "seldon_core does not have "
        "(MyModel.py, line 1: from seldon_core.user_modle import SeldonComponent)",
        "REMEDY: Use one of seldon_core.flask_utils, seldon_core.metrics, seldon_core.proto, "
        "seldon_core.storage, seldon_core.user_model, seldon_core.utils; "
        "did you mean seldon_core.user_model?",
    ),
]
