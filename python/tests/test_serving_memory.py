"""A worker gives memory back when it is idle after large messages."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving_fixtures import Servers

from seldon_wrapper.serving import memory
from seldon_wrapper.serving.memory import MemoryKeeper

LARGE = 64 * 1024 * 1024
# Counts the arenas that glibc knows of once eight threads have allocated at the same time.
ARENAS = """
import ctypes, pathlib, threading

libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p

class MyModel:
    def predict(self, path):
        barrier = threading.Barrier(8)

        def allocate():
            kept = bytearray(100_000)
            barrier.wait()

        threads = [threading.Thread(target=allocate) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        file = ctypes.c_void_p(libc.fopen(b"malloc.xml", b"w"))
        libc.malloc_info(0, file)
        libc.fclose(file)
        return str(pathlib.Path("malloc.xml").read_text().count("<heap nr="))
"""


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Start servers in a directory of the test's own."""
    started = Servers(tmp_path)
    yield started
    started.end()


@pytest.mark.parametrize(("environ", "arenas"), [({}, "2"), ({"MALLOC_ARENA_MAX": "5"}, "5")])
def test_threads_share_two_arenas_unless_the_environment_says(servers, environ, arenas):
    """Each arena keeps what its largest messages have left."""
    server = servers.start(ARENAS, environ=environ)
    server.until_ready()

    assert server.get("/predict")[1] == arenas


async def looks(keeper, count):
    """Have the keeper look so many times."""
    for _ in range(count):
        keeper._look()
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("seen", "busy", "given_back"),
    [
        ([LARGE, LARGE, LARGE], False, 1),  # once, not at every look
        ([LARGE, LARGE, LARGE], True, 0),  # a call runs: it may need the memory
        ([LARGE, LARGE + 1, LARGE + 2], False, 0),  # not idle
        ([1000, 1000, 1000], False, 0),  # not worth it
        ([LARGE, LARGE, 2 * LARGE, 2 * LARGE], False, 2),
    ],
)
def test_memory_is_given_back_once_after_large_messages(monkeypatch, seen, busy, given_back):
    """Each time costs the next large message its pages."""
    calls = []
    monkeypatch.setattr(memory, "_malloc_trim", lambda: calls.append)
    values = iter(seen)

    async def run():
        await looks(MemoryKeeper(lambda: next(values), lambda: busy), len(seen))
        await asyncio.get_running_loop().shutdown_default_executor()

    asyncio.run(run())

    assert calls == [0] * given_back


def test_the_c_library_here_has_it():
    """In the image it is glibc; without it the keeper does nothing."""
    trim = memory._malloc_trim()

    assert trim is not None
    assert trim(0) in (0, 1)
