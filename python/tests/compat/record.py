"""Records what upstream's server answers: ``make -C python record``.

Run again, it writes the same bytes: questions are asked in order, each server is new, and what is
other each time (process ids) is left out. A record is never written by hand.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path
from typing import Any

from compat import upstream
from compat.asking import answers_of
from compat.subjects import SUBJECTS, Compared

RECORDED = Path(__file__).parent / "recorded"


def record_of(subject: Compared) -> Path:
    """Give the file that a subject's record is in."""
    return RECORDED / f"{subject.name}.json"


def text_of(subject: Compared, answers: dict[str, Any]) -> str:
    """Write a record: one answer a line, so that a diff shows which one changed."""
    head = {
        "generated": "by compat/record.py; do not edit",
        "upstream": f"seldon-core {upstream.VERSION}",
        "component": subject.component,
        "environment": dict(subject.environment),
    }
    lines = [f"  {json.dumps(key)}: {_json(value)}," for key, value in head.items()]
    listed = [f"    {json.dumps(key)}: {_json(answer)}" for key, answer in answers.items()]
    return "\n".join(["{", *lines, '  "answers": {', ",\n".join(listed), "  }", "}", ""])


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)


def main() -> int:
    """Record all subjects, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default="python3.10", help="a Python 3.10")
    parser.add_argument("--environment", type=Path, required=True, help="where to install upstream")
    parser.add_argument("subjects", nargs="*", help="names of subjects; all unless given")
    arguments = parser.parse_args()
    # So that an interrupted run ends the server that it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    upstream.install(arguments.python, arguments.environment.absolute())
    RECORDED.mkdir(exist_ok=True)
    chosen = [it for it in SUBJECTS if not arguments.subjects or it.name in arguments.subjects]
    for subject in chosen:
        environment = arguments.environment.absolute()
        with upstream.serving(environment, subject.component, subject.environment) as target:
            answers = answers_of(target, list(subject.questions))
        record_of(subject).write_text(text_of(subject, answers), encoding="utf-8")
        print(f"{subject.name}: {len(answers)} answers")
    if not arguments.subjects:
        for stale in set(RECORDED.glob("*.json")) - {record_of(it) for it in SUBJECTS}:
            stale.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
