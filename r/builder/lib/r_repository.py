"""Says why a repository of R packages, or the way to it, failed: R itself tells no reason.

Usage: ``python r_repository.py URL``, with the environment that R had. Prints two lines, the cause
and the remedy, or nothing where the repository answers.
"""

# ruff: noqa: INP001, T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import base64
import http.client
import re
import ssl
import sys
from http import HTTPStatus
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from problem import Problem
from proxy_of import proxy_of

_INDEX = "src/contrib/PACKAGES"
_TIMEOUT_S = 20.0
_FOLDER = "build.env of a folder mounted at /run/s2i-build"
_NOT_ACCEPTED = "does not accept the user name and password, or was given none"
_DENIED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


def problem_of(url: str) -> Problem | None:
    """Ask a repository for its index.

    Args:
        url: The repository's, without src/contrib; it may have a user name and a password.

    Returns:
        What is wrong with it, None if nothing is.
    """
    request = _request(f"{url.rstrip('/')}/{_INDEX}")
    shown, proxy = request.full_url.removesuffix(f"/{_INDEX}"), proxy_of(request.full_url)
    try:
        urlopen(request, timeout=_TIMEOUT_S).close()  # noqa: S310 - the user's own URL
    except HTTPError as error:
        error.close()
        return _refused(shown, proxy, error.code, error.reason)
    except URLError as error:
        return _unreached(shown, proxy, error.reason)
    except (OSError, http.client.HTTPException) as error:
        return _unreached(shown, proxy, error)
    return None


def _request(url: str) -> Request:
    """Give the request; urllib knows no passwords in URLs, as R does."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    request = Request(urlunsplit(parts._replace(netloc=host)))  # noqa: S310 - the user's own URL
    if at:
        encoded = base64.b64encode(unquote(login).encode()).decode()
        request.add_header("Authorization", f"Basic {encoded}")
    return request


def _refused(shown: str, proxy: str, status: int, reason: str) -> Problem:
    """Return the problem of an answer that is an error."""
    said = f"{shown} ({status} {reason})"
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return _of_proxy_password(shown, proxy)
    if status in _DENIED:
        return Problem(
            f"the package repository {_NOT_ACCEPTED}: {said}",
            f"write CRAN_MIRROR=https://USER:PASSWORD@HOST/… into {_FOLDER}",
        )
    if status == HTTPStatus.NOT_FOUND:
        return Problem(
            f"the package repository has no {_INDEX}: {said}",
            "set CRAN_MIRROR to the address below which a repository has src/contrib",
        )
    return Problem(
        f"the package repository failed: {said}",
        "try again later, or ask who runs it, or the proxy before it",
    )


def _unreached(shown: str, proxy: str, reason: object) -> Problem:
    """Return the problem of a connection that was not made."""
    # An error of the system has its number before its text.
    text = getattr(reason, "strerror", None) or str(reason)
    said = f"{shown}: {re.sub(r' [(]_ssl[.]c:[0-9]+[)]$', '', text)}"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Problem(
            "the package repository shows a certificate that this image does not trust: "
            f"{shown}: {reason.verify_message}",
            "mount a folder with your network's CA certificate (*.crt): "
            "s2i build … -v FOLDER:/run/s2i-build:ro",
        )
    if f"Tunnel connection failed: {HTTPStatus.PROXY_AUTHENTICATION_REQUIRED.value}" in text:
        return _of_proxy_password(shown, proxy)
    if proxy:
        return Problem(
            f"the proxy {proxy} cannot be reached, or leads nowhere: {said}",
            "set HTTPS_PROXY and HTTP_PROXY to the proxy's right address, or NO_PROXY to hosts "
            f"that need none, in {_FOLDER}",
        )
    return Problem(
        f"the package repository cannot be reached: {said}",
        f"set HTTPS_PROXY or CRAN_MIRROR in {_FOLDER}, or put source packages into packages/ there",
    )


def _of_proxy_password(shown: str, proxy: str) -> Problem:
    return Problem(
        f"the proxy {proxy} {_NOT_ACCEPTED}: {shown}",
        f"write HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT (and HTTP_PROXY) into {_FOLDER}",
    )


if __name__ == "__main__":
    found = problem_of(sys.argv[1])
    if found:
        print(found.cause, found.remedy, sep="\n")
