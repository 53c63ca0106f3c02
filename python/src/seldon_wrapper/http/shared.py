"""What all connections of a server have in common, and the phases that each goes through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, MutableSet
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from seldon_wrapper.http.exchange import Application, Reply
from seldon_wrapper.http.head import HeadWriter

if TYPE_CHECKING:
    from seldon_wrapper.http.connection import Connection


class Stage(IntEnum):
    """Where a connection is."""

    IDLE = 0
    HEAD = 1
    BODY = 2
    ANSWERING = 3
    LINGERING = 4
    CLOSING = 5


@dataclass(slots=True)
class Shared:
    """What all connections of a server have in common.

    Attributes:
        application: Answers exchanges, in the loop's thread, sooner or later.
        refuse: Makes the reply to what is no request, from an HTTP status and a text.
        max_body_bytes: Longest body.
        loop: The server's.
        connections: All that are open.
        heads: Writes heads.
        draining: Whether each reply is the last of its connection.
    """

    application: Application
    refuse: Callable[[int, str], Reply]
    max_body_bytes: int
    loop: asyncio.AbstractEventLoop
    connections: MutableSet[Connection]
    heads: HeadWriter
    draining: bool = False
