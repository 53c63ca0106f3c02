"""A git server of our own: git's smart HTTP, over TLS or not, with a password or without.

Git itself does the work: each request is handed to ``git http-backend``, a program of CGI
(RFC 3875), with the request in its environment and its body on stdin.
"""

import os
import ssl
import subprocess
from email.parser import BytesHeaderParser
from http import HTTPStatus
from pathlib import Path

from seldon_conformance.builder.counterparts.login_server import LoginHandler, LoginServer

_TIMEOUT_S = 60


class GitServer(LoginServer):
    """Serves the repositories below a folder, to be read."""

    def __init__(
        self, host: str, folder: Path, login: str = "", tls: ssl.SSLContext | None = None
    ) -> None:
        """Listen on a free port.

        Args:
            host: An address of this host that containers reach.
            folder: Of repositories, with working copies or bare; its path is not part of any URL.
            login: ``user:password`` that is wanted; empty: none.
            tls: Serve TLS with this certificate.
        """
        super().__init__(host, _Handler, login, tls)
        self.folder = folder.resolve()
        self._scheme = "http" if tls is None else "https"

    def url(self, repository: str, login: str = "") -> str:
        """Give the URL of a repository, by its path below the folder."""
        return f"{self._scheme}://{login}{'@' if login else ''}{self.address}/{repository}"


class _Handler(LoginHandler):
    """Answers one connection."""

    server: GitServer

    def reply(self, body: bytes) -> None:
        """Answer as git does."""
        path, _, query = self.path.partition("?")
        done = subprocess.run(
            ["git", "http-backend"],
            input=body,
            capture_output=True,
            check=True,
            timeout=_TIMEOUT_S,
            env={
                "PATH": os.environ["PATH"],
                "GIT_PROJECT_ROOT": str(self.server.folder),
                "GIT_HTTP_EXPORT_ALL": "1",
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                "REQUEST_METHOD": self.command,
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            },
        )
        head, _, answer = done.stdout.partition(b"\r\n\r\n")
        headers = BytesHeaderParser().parsebytes(head)
        status = int(headers.get("Status", str(HTTPStatus.OK.value)).split()[0])
        self.answer(status, answer, headers.get_content_type())

    do_POST = LoginHandler.do_GET  # noqa: N815 - http.server looks for this name
