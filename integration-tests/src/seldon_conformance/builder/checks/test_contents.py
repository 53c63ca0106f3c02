"""What is in the images of apps, and for whom."""

import json
from pathlib import PurePosixPath

from seldon_conformance.builder.engine import inspected, paths_below, shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.saved import own_files

_REPORT = "/opt/app-root/build/report.json"
EACH = built("model", "probe", "dependent")


@row("C14")
@EACH
def test_nothing_of_the_build_is_left(language: Language, image: str) -> None:
    """The source twice, artifacts and caches made upstream's images 1.9 GB."""
    left = set(paths_below(image, "/tmp", "/root/.cache", *language.leftovers))

    # The folders themselves are the builder's; s2i reads /tmp/.s2i afterwards.
    metadata = {"/tmp/.s2i", "/tmp/.s2i/image_metadata.json"}
    assert left - {"/tmp", *language.leftovers} - metadata == set()


@row("C14")
@built("model")
def test_app_without_dependencies_adds_next_to_nothing(
    builder: str, language: Language, image: str
) -> None:
    """Hundreds of them share the builder's layers; what one adds is stored and pulled each time."""
    added = inspected(image)["Size"] - inspected(builder)["Size"]

    assert added < language.largest_plain_layer_bytes


@row("C14")
@built("probe")
def test_layers_have_what_belongs_to_the_app_alone(
    language: Language, builder: str, image: str
) -> None:
    """A file of the builder's that a build touches, bytecode say, is stored a second time."""
    # What s2i itself brings: the source in a layer of --as-dockerfile, and its metadata.
    places = (*language.app_folders, "/tmp")
    roots = {place for path in places for place in (path, str(PurePosixPath(path).parent))}

    files = {f"/{path}" for path in own_files(image, builder)} - roots

    assert {path for path in files if not path.startswith(tuple(f"{p}/" for p in places))} == set()


@row("C15")
@EACH
def test_group_0_may_do_what_the_owner_may(language: Language, image: str) -> None:
    """OpenShift runs every image under a uid of its own, with gid 0."""
    wrong = shell(
        image,
        f"find {' '.join(language.app_folders)} ! -type l "
        r"\( ! -gid 0 -o -perm -u=r ! -perm -g=r -o -perm -u=w ! -perm -g=w "
        r"-o -perm -u=x ! -perm -g=x \) -exec ls -ld {} +",
        *("--user", "0"),
    )

    assert wrong == ""


@row("C15")
@EACH
def test_nothing_is_writable_by_all_or_runs_as_its_owner(language: Language, image: str) -> None:
    """Scanners refuse such images, and they are right."""
    wrong = shell(
        image,
        f"find {' '.join(language.app_folders)} /opt /usr/libexec/s2i ! -type l "
        r"\( -perm -o=w -o -perm /6000 -type f \) "
        "-exec ls -ld {} +",
        *("--user", "0"),
    )

    assert wrong == ""


@row("C15")
@EACH
def test_app_runs_as_the_builders_user(image: str) -> None:
    """A number, because Kubernetes cannot tell whether a name is root."""
    assert inspected(image)["Config"]["User"] == "1001"


@row("C25")
@EACH
def test_report_in_the_image_says_what_was_built(
    language: Language, builder: str, image: str
) -> None:
    """--as-dockerfile drops labels, so the file is what counts in each way of building."""
    report = json.loads(shell(image, f"cat {_REPORT}"))
    version = inspected(builder)["Config"]["Labels"]["io.openshift.builder-version"]

    assert report["io.seldon.builder.name"] == f"seldon-core-s2i-{language.name}"
    assert report["io.seldon.builder.version"] == version
    assert report["io.seldon.model-name"] in {language.example_name, "Probe"}
    assert report["packages"]


@row("C25")
@built("model")
def test_metadata_for_labels_is_short_and_of_strings(language: Language, image: str) -> None:
    """s2i panics at a value that is no string, and refuses labels of more than 10 kB."""
    text = shell(image, "cat /tmp/.s2i/image_metadata.json")
    labels = {name: value for label in json.loads(text)["labels"] for name, value in label.items()}

    assert len(text) < 4096
    assert {type(value) for value in labels.values()} == {str}
    assert labels["io.seldon.model-name"] == language.example_name
    assert labels["io.seldon.service-type"] == "MODEL"
    assert labels["io.seldon.report"] == _REPORT


@row("C25", modes=Mode.S2I)
@built("model")
def test_facts_are_labels_too(language: Language, image: str) -> None:
    """They can be read without running the image."""
    labels = inspected(image)["Config"]["Labels"]

    assert labels["io.seldon.model-name"] == language.example_name
    assert labels["io.seldon.service-type"] == "MODEL"
    assert labels["io.seldon.report"] == _REPORT
