"""The commands that a newcomer types."""

import os
import subprocess

import pytest
from places import REPOSITORY
from shelves import builder_image

from seldon_conformance.builder.engine import docker, image_exists

_TIMEOUT_S = 200
_IMAGE = "seldon-demo-article"


@pytest.mark.parametrize("language", ["python", "r", "java"])
def test_demo_builds_serves_asks_and_stops(language: str) -> None:
    """`make demo` is the first thing that a newcomer types; here on an app without packages."""
    app = REPOSITORY / language / "template-apps" / "article"
    request = '{"data": {"names": ["a", "b"], "ndarray": [[1.0, 2.0]]}}'

    done = subprocess.run(
        [str(REPOSITORY / "integration-tests" / "demo")],
        env={
            **os.environ,
            "APP": str(app),
            "REQUEST": request,
            "LANGUAGE": language,
            f"SELDON_BUILDER_{language.upper()}": builder_image(language),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT_S,
    )

    try:
        assert done.returncode == 0, done.stdout + done.stderr
        # Over REST 1.0 is written as the language writes it, over gRPC as any double.
        over_rest = "[[1,2]]" if language == "java" else "[[1.0,2.0]]"
        assert done.stdout.count(f'"ndarray":{over_rest}') == 1
        assert done.stdout.count('"ndarray": [[1.0, 2.0]]') == 3  # the two questions too
        assert image_exists(_IMAGE)
        assert not docker("ps", "--all", "--quiet", "--filter", f"ancestor={_IMAGE}")
    finally:
        docker("image", "rm", "--force", _IMAGE)
