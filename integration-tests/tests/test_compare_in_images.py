"""Images are compared by the command: started for each setting, with one worker and with two."""

from collections.abc import Callable

import pytest
from recipes import template_app

from seldon_conformance.cli.main import main

# Three images are built for it, and started anew for each setting of the vectors: three minutes,
# and more where s2i builds beside it.
_TIMEOUT_S = 1200


@pytest.mark.built(template_app("outlier"))
def test_image_with_two_workers_answers_as_with_one(
    image: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every vector of a component that has some with parameters, each with its own containers."""
    words = [image, f"image={image},language=python,WORKERS=2"]

    code = main(["compare", "--component", "outlier", *words])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0, lines
    assert lines[:2] == [f"A: image {image}", f"B: image {image} WORKERS=2"]
    assert lines[3].startswith("B answers as A in all ")


@pytest.mark.needs("python")
@pytest.mark.needs("r")
@pytest.mark.needs("java")
@pytest.mark.timeout(_TIMEOUT_S)
def test_identity_models_of_all_languages_answer_alike(
    image_of: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One contract: but for number types (PAY-18) nobody sees in which language a model is."""
    words = [f"image={image_of('model', name)},language={name}" for name in ("python", "r", "java")]

    code = main(["compare", *words])

    *_, second, third = capsys.readouterr().out.splitlines()
    assert second.startswith("B answers as A in all ")
    assert third.startswith("C answers as A in all ")
    assert code == 0


@pytest.mark.built(template_app("failing"))
def test_other_image_is_told_from_it(
    image: str, image_of: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A model that repeats what it is sent does not fail when it is told to."""
    code = main(["compare", "--component", "failing", image, image_of("model")])

    *_, count, sentence = capsys.readouterr().out.splitlines()
    assert code == 1
    assert count.startswith("B answers otherwise than A in ")
    assert "[rest]: B answers " in sentence
