"""Several subjects are asked the same; where they differ is told in a sentence."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from real_servers import local_python

from seldon_conformance.agreement import pairs_of
from seldon_conformance.cli.main import main
from seldon_conformance.errors import OptionError
from seldon_conformance.options import Options
from seldon_conformance.subject_words import SubjectWords, WithVariables, cases_for, read_subject
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Setting

RUNNING = Options(rest_url="http://127.0.0.1:1", grpc_target="127.0.0.1:2")
IMAGE = Options(image="router:0.1")
KEYS = "(expected: rest=, grpc=, image=, language= or VARIABLE=, and a value)"
TAMPERED = '[{"name": "label", "value": "tampered", "type": "STRING"}]'


def _words(subject: Subject) -> str:
    return f"rest={subject.rest_url},grpc={subject.grpc_target},language={subject.language}"


def _place(subject: Subject) -> str:
    return f"running at {subject.rest_url} and {subject.grpc_target} (gRPC)"


@pytest.fixture(scope="module")
def one_worker() -> Iterator[Subject]:
    """The reporting model, as it is."""
    with local_python() as source, source.start(Setting("reporting")) as subject:
        yield subject


@pytest.fixture(scope="module")
def two_workers() -> Iterator[Subject]:
    """The same, in two processes."""
    with local_python({"WORKERS": "2"}) as source, source.start(Setting("reporting")) as subject:
        yield subject


@pytest.fixture(scope="module")
def tampered() -> Iterator[Subject]:
    """The same, but for one tag of each answer."""
    with local_python() as source, source.start(Setting("reporting", TAMPERED)) as subject:
        yield subject


def test_servers_with_other_workers_answer_alike(
    one_worker: Subject, two_workers: Subject, capsys: pytest.CaptureFixture[str]
) -> None:
    """And over gRPC as over REST; only what a vector lets a transport answer otherwise is let."""
    words = [_words(one_worker), _words(two_workers)]
    cases = cases_for([read_subject(word).options for word in words], "reporting")
    pairs = pairs_of(cases)

    code = main(["compare", "--transports", "--component", "reporting", *words])

    assert capsys.readouterr().out == (
        f"A: {_place(one_worker)}\n"
        f"B: {_place(two_workers)}\n"
        f"{len(cases)} cases of the component reporting\n"
        f"B answers as A in all {len(cases)} cases\n"
        f"A over grpc answers as A over rest in all {len(pairs)} cases\n"
        f"B over grpc answers as B over rest in all {len(pairs)} cases\n"
    )
    assert code == 0


def test_tampered_answer_is_found_and_told(
    one_worker: Subject, tampered: Subject, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence says which request, what the one answered, and what the other."""
    words = [f"rest={one_worker.rest_url}", f"rest={tampered.rest_url}"]

    code = main(["compare", "--component", "reporting", *words])

    *head, count, sentence = capsys.readouterr().out.splitlines()
    assert len(head) == 3
    assert re.fullmatch(r"B answers otherwise than A in \d+ of \d+ cases:", count)
    assert sentence == (
        "  health-status-of-the-component[rest]: "
        'B answers "tampered" at body.meta.tags.label, A answers "none"'
    )
    assert code == 1


def test_every_difference_is_told_when_asked_for(
    one_worker: Subject, tampered: Subject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over gRPC alone, as a server that has no REST would be asked."""
    words = [f"grpc={one_worker.grpc_target}", f"grpc={tampered.grpc_target}"]

    code = main(["compare", "--all", "--component", "reporting", *words])

    _, _, _, count, *sentences = capsys.readouterr().out.splitlines()
    assert count.startswith(f"B answers otherwise than A in {len(sentences)} of ")
    assert len({sentence.partition(":")[0] for sentence in sentences}) == len(sentences) > 1
    assert code == 1


def test_server_that_is_not_there_is_no_difference(capsys: pytest.CaptureFixture[str]) -> None:
    """It has an exit code of its own."""
    code = main(["compare", "rest=http://127.0.0.1:1", "rest=http://127.0.0.1:1"])

    assert code == 2
    assert "Connection refused" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("model:0.1", Options(image="model:0.1")),
        ("image=model:0.1,language=r", Options(image="model:0.1", language="r")),
        ("rest=http://a:1,grpc=a:2", Options(rest_url="http://a:1", grpc_target="a:2")),
        ("grpc=a:2,language=java", Options(grpc_target="a:2", language="java")),
    ],
)
def test_subject_is_an_image_or_words(words: str, options: Options) -> None:
    """An image's name has no equals sign."""
    assert read_subject(words) == SubjectWords(options)


def test_variables_of_an_image_are_given_to_its_containers(one_worker: Subject) -> None:
    """Images with other numbers of workers are compared so; what a vector sets wins."""
    started: list[Setting] = []

    class Source:
        @contextmanager
        def start(self, setting: Setting) -> Iterator[Subject]:
            started.append(setting)
            yield one_worker

    words = read_subject("image=model,WORKERS=2,THREADS=4")
    setting = Setting("model", environment=(("THREADS", "1"),))
    with WithVariables(Source(), words.variables).start(setting) as subject:
        assert subject is one_worker

    assert words.options == Options(image="model")
    assert started == [Setting("model", environment=(("THREADS", "1"), ("WORKERS", "2")))]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("port=1", f"port=1: port=1 {KEYS}"),
        ("rest=,grpc=a:1", f"rest=,grpc=a:1: rest= {KEYS}"),
        (
            "rest=a,WORKERS=2",
            "rest=a,WORKERS=2: WORKERS (expected: image=, for whose containers they are)",
        ),
        ("rest=a,rest=b", "rest=a,rest=b: rest twice (expected: once)"),
        ("image=a,language=go", "image=a,language=go: go (expected: python, r, java)"),
        ("language=r", "language=r (expected: rest= and grpc= of a running server, or image=)"),
        (
            "image=a,rest=b",
            "image=a,rest=b (expected: rest= and grpc= of a running server, or image=)",
        ),
    ],
)
def test_other_words_are_refused(words: str, message: str) -> None:
    """With the word that is wrong."""
    with pytest.raises(OptionError) as excinfo:
        read_subject(words)

    assert str(excinfo.value) == message


def test_running_server_is_asked_what_needs_no_setting() -> None:
    """An image is started anew for each setting, so it is asked everything."""
    running = cases_for([IMAGE, RUNNING], "router")
    images = cases_for([IMAGE], "router")

    assert {case.setting for case in running} == {Setting("router")}
    assert len(images) > len(running)


def test_server_without_grpc_is_not_asked_over_it() -> None:
    """Whichever of the subjects it is."""
    cases = cases_for([RUNNING, Options(rest_url="http://127.0.0.1:1")], "model")

    assert {case.label for case in cases} == {"rest"}


@pytest.mark.parametrize(
    ("component", "message"),
    [
        (
            "bandit",
            (
                "component bandit: no vector that a running server can be asked "
                "(expected: images, which are started anew for each setting)"
            ),
        ),
        (
            "bandits",
            (
                "component: bandits (expected: model, reporting, router, bandit, combiner, "
                "transformer, outlier, drift, output-transformer, failing)"
            ),
        ),
    ],
)
def test_component_that_cannot_be_asked_is_refused(component: str, message: str) -> None:
    """Agreement about nothing would look like agreement."""
    with pytest.raises(OptionError) as excinfo:
        cases_for([RUNNING], component)

    assert str(excinfo.value) == message


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["model"], "subjects: 1 (expected: 2 to 26, or 1 with --transports)"),
        (
            ["--transports", *["model"] * 27],
            "subjects: 27 (expected: 2 to 26, or 1 with --transports)",
        ),
    ],
)
def test_number_of_subjects_is_checked(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One subject agrees with itself; more than there are letters have no names."""
    code = main(["compare", *words])

    assert code == 64
    assert capsys.readouterr().err == f"ERROR: {message}\n"


def test_transports_need_both(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing compared is nothing proved."""
    code = main(["compare", "--transports", "rest=http://127.0.0.1:1"])

    assert code == 64
    assert capsys.readouterr().err == (
        "ERROR: --transports: one of the two is missing (expected: rest= and grpc=)\n"
    )
