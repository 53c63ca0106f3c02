"""The golden vectors against the images that s2i builds, over REST and gRPC.

The fixture ``image_of`` gives the image of a standard component, and builds it when first asked.
"""

from collections.abc import Callable, Iterator

import pytest

from seldon_conformance.docker_image import DockerImage
from seldon_conformance.fleet import Fleet, plan_of
from seldon_conformance.running import failure_text, run_case
from seldon_conformance.vectors import Case, load_vectors, ordered_cases

CASES = ordered_cases(load_vectors())


@pytest.fixture(scope="module")
def fleet(request: pytest.FixtureRequest, image_of: Callable[[str], str]) -> Iterator[Fleet]:
    """Containers for the cases that this run has selected."""
    with Fleet(DockerImage(image_of, "python"), plan_of(request.session.items)) as fleet:
        yield fleet


@pytest.mark.parametrize("case", CASES, ids=str)
def test_image_answers_as_the_contract_says(case: Case, fleet: Fleet) -> None:
    """What a user deploys is the image, not the server that the developers start."""
    subject = fleet.subject(case.setting)

    found = run_case(case, subject)

    if found:
        pytest.fail(failure_text(case, found, subject), pytrace=False)
