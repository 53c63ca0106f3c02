"""Ways to spoil an answer over HTTP: its status, its headers, its bytes."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from tampering_http import Asked, RestFault

from seldon_conformance.rest_client import RestAnswer


def where(is_meant: Callable[[Asked, RestAnswer], bool], fault: RestFault) -> RestFault:
    """Spoil some answers alone."""
    return lambda asked, answer: fault(asked, answer) if is_meant(asked, answer) else answer


def on_path(path: str, fault: RestFault) -> RestFault:
    """Spoil the answers of one path alone."""
    return where(lambda asked, _: asked.path == path, fault)


def on_status(status: int, fault: RestFault) -> RestFault:
    """Spoil the answers with one status alone."""
    return where(lambda _, answer: answer.status == status, fault)


def status(code: int) -> RestFault:
    """Answer with another status."""
    return lambda _, answer: replace(answer, status=code)


def header(name: str, value: str | None) -> RestFault:
    """Answer with another value of a header, or without it."""

    def fault(_: Asked, answer: RestAnswer) -> RestAnswer:
        others = {known: kept for known, kept in answer.headers.items() if known != name}
        return replace(answer, headers=others if value is None else {**others, name: value})

    return fault


def body(change: Callable[[bytes], bytes]) -> RestFault:
    """Answer with other bytes."""
    return lambda _, answer: replace(answer, body=change(answer.body))


def document(change: Callable[[Any], Any]) -> RestFault:
    """Answer with other JSON."""
    return body(lambda raw: json.dumps(change(json.loads(raw))).encode())


def late(seconds: float) -> RestFault:
    """Answer late."""

    def fault(_: Asked, answer: RestAnswer) -> RestAnswer:
        time.sleep(seconds)
        return answer

    return fault


def error(code: int, info: str, reason: str) -> RestFault:
    """Answer with an error."""
    told = {"status": {"code": code, "info": info, "reason": reason, "status": "FAILURE"}}
    headers = {"content-type": "application/json"}
    return lambda _, __: RestAnswer(code, headers, json.dumps(told).encode())


def bare_nan(raw: bytes) -> bytes:
    """Write NaN as Python's json does by default."""
    return raw.replace(b'"NaN"', b"NaN").replace(b'"Infinity"', b"Infinity")


def latin_1(raw: bytes) -> bytes:
    """Write what is UTF-8 as Latin-1, as far as it goes."""
    return raw.decode().encode("latin-1", errors="replace")


def unpadded(raw: bytes) -> bytes:
    """Leave out the padding of base64."""
    return re.sub(rb'("binData": ?"[^"=]*)=+"', rb'\1"', raw)


class Falling:
    """Gives counters that fall from one scrape to the next, as when a worker is replaced."""

    def __init__(self) -> None:
        self._scrapes = 0

    def __call__(self, raw: bytes) -> bytes:
        self._scrapes += 1
        return _scaled(raw, "seldon_microservice_requests_total", 1 / self._scrapes)


def counted_twice(name: str) -> Callable[[bytes], bytes]:
    """Count each event of a counter twice."""
    return lambda raw: _scaled(raw, name, 2.0)


def _scaled(raw: bytes, name: str, factor: float) -> bytes:
    def scaled(line: re.Match[bytes]) -> bytes:
        return line[1] + str(float(line[2]) * factor).encode()

    return re.sub(rb"(?m)^(" + name.encode() + rb"(?:\{.*\})? )(\S+)$", scaled, raw)


def of_length(lengths: Mapping[int, RestFault]) -> RestFault:
    """Spoil the answers to bodies of certain lengths."""

    def fault(asked: Asked, answer: RestAnswer) -> RestAnswer:
        return lengths[asked.length](asked, answer) if asked.length in lengths else answer

    return fault
