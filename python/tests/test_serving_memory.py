"""A worker gives memory back when it is idle after large messages."""

import asyncio

import pytest

from seldon_wrapper.serving import memory
from seldon_wrapper.serving.memory import MemoryKeeper

LARGE = 64 * 1024 * 1024


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
