"""What is in the images of applications, and for whom (matrix C14, C15, C25)."""

import json

import pytest
from engine import inspected, paths_below, shell
from recipe import Recipe
from recipes import MODEL, MODEL_AS_DOCKERFILE, PROBE, template_app
from shelf import Shelf

IRIS = template_app("iris")
EACH = pytest.mark.parametrize("recipe", [MODEL, MODEL_AS_DOCKERFILE, PROBE, IRIS], ids=str)
# The component, its report, and nothing else: in bytes.
_LARGEST_PLAIN_LAYER = 500_000


@EACH
def test_c14_nothing_of_the_build_is_left(recipe: Recipe, image: str) -> None:
    """The source twice, artifacts and caches made upstream's images 1.9 GB."""
    left = paths_below(
        image,
        *("/tmp", "/root/.cache", "/opt/app-root/home", "/run/s2i-build", "/whl"),
        *("/opt/app-root/venv/.lock", "/microservice/__pycache__"),
    )

    # The folders themselves are the builder's; s2i reads /tmp/.s2i afterwards.
    kept = {"/tmp", "/opt/app-root/home", "/run/s2i-build", "/whl"}
    metadata = {"/tmp/.s2i", "/tmp/.s2i/image_metadata.json"}
    # Scripts of the source stay: the image's command may be one of them.
    scripts = {"/tmp/scripts", "/tmp/scripts/assemble"} if recipe is IRIS else set()
    assert set(left) - kept - metadata - scripts == set()


@pytest.mark.built(MODEL)
def test_c14_application_without_requirements_adds_next_to_nothing(
    builder: str, image: str
) -> None:
    """Hundreds of them share the builder's layers; what one adds is stored and pulled each time."""
    assert inspected(image)["Size"] - inspected(builder)["Size"] < _LARGEST_PLAIN_LAYER


@EACH
def test_c15_group_0_may_do_what_the_owner_may(recipe: Recipe, image: str) -> None:
    """OpenShift runs every image under a uid of its own, with gid 0."""
    wrong = shell(
        image,
        "find /microservice /opt/app-root ! -type l "
        r"\( ! -gid 0 -o -perm -u=r ! -perm -g=r -o -perm -u=w ! -perm -g=w "
        r"-o -perm -u=x ! -perm -g=x \) -exec ls -ld {} +",
        *("--user", "0"),
    )

    assert wrong == ""


@EACH
def test_c15_nothing_is_writable_by_all_or_runs_as_its_owner(recipe: Recipe, image: str) -> None:
    """Scanners refuse such images, and they are right."""
    wrong = shell(
        image,
        r"find /microservice /opt /usr/libexec/s2i ! -type l "
        r"\( -perm -o=w -o -perm /6000 -type f \) "
        "-exec ls -ld {} +",
        *("--user", "0"),
    )

    assert wrong == ""


@EACH
def test_c15_application_runs_as_the_builders_user(recipe: Recipe, image: str) -> None:
    """A number, because Kubernetes cannot tell whether a name is root."""
    assert inspected(image)["Config"]["User"] == "1001"


@EACH
def test_c25_report_in_the_image_says_what_was_built(recipe: Recipe, image: str) -> None:
    """--as-dockerfile drops labels, so the file is what counts in each way of building."""
    report = json.loads(shell(image, "cat /opt/app-root/build/report.json"))
    version = inspected(image)["Config"]["Labels"]["io.openshift.builder-version"]

    assert report["io.seldon.builder.name"] == "seldon-core-s2i-python"
    assert report["io.seldon.builder.version"] == version
    assert report["io.seldon.model-name"] in {"MyModel", "Probe", "IrisClassifier"}
    assert {package.partition("==")[0] for package in report["packages"]} >= {"numpy", "grpcio"}


@pytest.mark.built(IRIS)
def test_c25_report_lists_what_the_requirements_brought(image: str) -> None:
    """With the exact versions, also of what nobody pinned."""
    report = json.loads(shell(image, "cat /opt/app-root/build/report.json"))

    names = {package.partition("==")[0] for package in report["packages"]}
    assert {"scikit-learn", "scipy", "joblib"} <= names


@pytest.mark.built(MODEL)
def test_c27_both_ways_of_building_make_the_same_files(shelf: Shelf, image: str) -> None:
    """A user's test with the one holds for the other, and a rebuild can be compared."""
    digests = "find /microservice /opt/app-root -type f -exec sha256sum {} + | sort -k 2"

    assert shell(image, digests) == shell(shelf.image(MODEL_AS_DOCKERFILE), digests)


@pytest.mark.built(MODEL)
def test_c25_facts_are_labels_too(image: str) -> None:
    """They can be read without running the image."""
    labels = inspected(image)["Config"]["Labels"]

    assert labels["io.seldon.model-name"] == "MyModel"
    assert labels["io.seldon.service-type"] == "MODEL"
    assert labels["io.seldon.report"] == "/opt/app-root/build/report.json"
