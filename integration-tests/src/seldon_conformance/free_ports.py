"""Gives out free ports of the loopback interface, each once per process."""

import itertools
import os
import socket
import threading

# Below the ports that Linux gives to outgoing connections (32768), so that no client takes one in
# the time between here and the server's own bind. Two processes begin at different places.
_FIRST, _LAST = 12000, 32000
_numbers = itertools.count((os.getpid() * 97) % (_LAST - _FIRST))
_lock = threading.Lock()


def free_port() -> int:
    """Give a port that nobody listens on.

    Raises:
        OSError: None is free.
    """
    with _lock:
        for _ in range(_LAST - _FIRST):
            port = _FIRST + next(_numbers) % (_LAST - _FIRST)
            if _is_free(port):
                return port
    raise OSError(f"ports: none free (expected: one of {_FIRST} to {_LAST})")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
