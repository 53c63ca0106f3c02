"""The try-it page at ``/docs``: one HTML document that needs nothing but this server (MDA-5).

Markup, style and script are files of their own in ``docs_page``, to be read and edited as what they
are, and put into one document here. The page says itself, and a header again, that nothing else may
run in it: the policy names its style and its script by their hashes, so no proxy's or component's
text becomes a script.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.resources

CONTENT_TYPE = "text/html; charset=utf-8"


def page() -> bytes:
    """Give the page."""
    return _made()[0]


def headers() -> dict[str, str]:
    """Give the headers that the page is sent with, beside its content type."""
    return {
        # Only a header can say who may show the page in a frame.
        "Content-Security-Policy": f"{_made()[1]}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


@functools.cache
def _made() -> tuple[bytes, str]:
    """Give the page and its policy, put together once."""
    markup, style, script = (_part(name) for name in ("page.html", "page.css", "page.js"))
    policy = (
        f"default-src 'none'; connect-src 'self'; img-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    for name, text in (("policy", policy), ("style", style), ("script", script)):
        markup = markup.replace(f"{{{name}}}", text, 1)
    return markup.encode(), policy


def _part(name: str) -> str:
    folder = importlib.resources.files(__package__).joinpath("docs_page")
    return folder.joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Give a text's hash as a policy names it."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
