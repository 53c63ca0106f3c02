"""The metrics of all workers from any of them."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from seldon_wrapper.serving.metrics_union import join, make_shared_directory, merge
from seldon_wrapper.settings import ConfigurationError

_FIRST = b"""# HELP a_total x
# TYPE a_total counter
a_total{worker_id="1"} 1
# TYPE b gauge
b{worker_id="1"} 2
"""
_SECOND = b"""# HELP a_total x
# TYPE a_total counter
a_total{worker_id="2"} 3
# TYPE c gauge
c{worker_id="2"} 4
"""
_BOTH = b"""# HELP a_total x
# TYPE a_total counter
a_total{worker_id="1"} 1
a_total{worker_id="2"} 3
# TYPE b gauge
b{worker_id="1"} 2
# TYPE c gauge
c{worker_id="2"} 4
"""


@pytest.fixture
def directory() -> Iterator[Path]:
    """Give a short path, for a socket's name has at most 107 bytes."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_the_series_of_one_family_stand_together() -> None:
    """Prometheus refuses a family that begins twice."""
    assert merge([_FIRST, _SECOND]) == _BOTH


def test_one_text_is_unchanged() -> None:
    """What cannot be told apart must not be moved."""
    assert merge([_FIRST, b""]) == _FIRST


def _other_worker(directory: Path, joined: multiprocessing.synchronize.Event) -> None:
    """Join, and stay until killed."""
    join(directory, lambda: (_SECOND, "text/plain"))
    joined.set()
    multiprocessing.Event().wait()


def test_a_scrape_of_one_worker_has_the_others_too(directory: Path) -> None:
    """SO_REUSEPORT asks an arbitrary one; half of the counts would go up and down."""
    context = multiprocessing.get_context("fork")
    joined = context.Event()
    other = context.Process(target=_other_worker, args=(directory, joined), daemon=True)
    other.start()
    assert joined.wait(10)
    union = join(directory, lambda: (_FIRST, "text/plain"))
    together = union()
    other.kill()
    other.join()
    alone = union()

    assert together == (_BOTH, "text/plain")
    assert alone == (_FIRST, "text/plain")


def test_the_shared_directory_is_the_server_s_alone() -> None:
    """Nobody else may put a socket there."""
    directory = make_shared_directory()
    mode = stat.S_IMODE(directory.stat().st_mode)
    directory.rmdir()

    assert mode == 0o700


def test_no_writable_directory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only container without a tmpfs can have one worker only."""

    def refuse(**_: object) -> str:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(ConfigurationError) as excinfo:
        make_shared_directory()

    assert str(excinfo.value) == (
        "WORKERS: more than 1 without a writable directory, [Errno 30] Read-only file system "
        "(expected: a writable /tmp or /dev/shm, where the workers share their metrics)"
    )
