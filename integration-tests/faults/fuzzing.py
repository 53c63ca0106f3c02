"""Minutes of fuzzed requests over both protocols, with known answers and samples beside them."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from faults.fuzz_rest import fuzz_rest
from faults.fuzz_rpc import fuzz_rpc
from faults.known_answers import KnownAnswers
from faults.outcome import Outcome, Sample
from faults.subject import Subject, serving

_SAMPLE_S = 5.0
# Pools of threads fill, allocators keep what they have had.
_MEMORY_MB = 40.0


def fuzzed(duration_s: float, seed: int) -> Outcome:
    """Fuzz both protocols of a server for so long."""
    how = f"{duration_s:g} s, seed {seed}: mutated vectors, random bytes, framing and frames"
    outcome = Outcome("fuzzed requests", how)
    with serving(MAX_MESSAGE_BYTES="1048576") as subject:
        samples: list[Sample] = []
        over = threading.Event()
        sampler = threading.Thread(target=_sample, args=(subject, samples, over))
        with KnownAnswers(subject.http_port, subject.grpc_port).running() as known:
            # What is loaded at the first use is loaded before it is measured.
            _fuzz(subject, min(10.0, duration_s / 4), seed + 100)
            outcome.before = subject.sample()
            sampler.start()
            seen = _fuzz(subject, duration_s, seed)
            over.set()
            sampler.join()
        outcome.after = subject.settled(outcome.before)
        _judge(outcome, known, seen, samples)
        failures = subject.log.count("outside the component") + subject.log.count("Fatal error")
        outcome.check(holds=not failures, otherwise=f"{failures} tracebacks of the server's own")
    return outcome


def _fuzz(subject: Subject, duration_s: float, seed: int) -> Counter[str]:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=spawn) as processes:
        parts = [
            processes.submit(fuzz_rest, subject.http_port, duration_s, seed),
            processes.submit(fuzz_rest, subject.http_port, duration_s, seed + 1),
            processes.submit(fuzz_rpc, subject.grpc_port, duration_s, seed + 2),
        ]
        return sum((part.result() for part in parts), Counter[str]())


def _sample(subject: Subject, samples: list[Sample], over: threading.Event) -> None:
    while not over.wait(_SAMPLE_S):
        samples.append(subject.sample())


def _judge(
    outcome: Outcome, known: KnownAnswers, seen: Counter[str], samples: list[Sample]
) -> None:
    bad = [what for what in seen if what[:5] in ("hang:", "500: ", "close") and ":" in what]
    bad += [what for what in seen if what.split(":")[0].isupper() and ":" in what]
    counts = Counter[str]()
    for what, count in seen.items():
        counts[what.split(":")[0]] += count
    listed = ", ".join(f"{what} {count}" for what, count in sorted(counts.items()))
    peak_mb = max((sample.pss_mb for sample in samples), default=0.0)
    outcome.seen = f"{seen.total()} requests ({listed}); {known}; at most {peak_mb:.0f} MB"
    outcome.check(holds=not known.wrong, otherwise=f"{len(known.wrong)} wrong known answers")
    outcome.check(holds=not bad, otherwise=f"{len(bad)} kinds of wrong end: {bad[:3]}")
    outcome.check_growth(_MEMORY_MB)
    for what in bad:
        sys.stderr.write(f"wrong end: {what}\n")
