"""The builder image itself: what s2i, OpenShift and people read of it (matrix C01 to C04, C14)."""

import re
from pathlib import Path

import pytest
from build import S2i
from engine import docker, inspected, shell

# Debian's slim image is 78 MB, Python with numpy and grpcio 110, uv 38, the rest is git's and ours.
_LARGEST_BUILDER_BYTES = 350_000_000
# Nothing here needs a build, so the builds for the other files begin meanwhile.
pytestmark = pytest.mark.usefixtures("shelf")


def test_c01_labels_are_what_s2i_and_openshift_look_for(builder: str) -> None:
    """The catalogue shows them; scripts elsewhere than here break --as-dockerfile."""
    labels = inspected(builder)["Config"]["Labels"]

    assert labels["io.openshift.s2i.scripts-url"] == "image:///usr/libexec/s2i"
    assert labels["io.openshift.expose-services"] == "9000:http,9500:grpc,6000:metrics"
    assert "builder" in labels["io.openshift.tags"].split(",")
    assert labels["io.k8s.display-name"] == f"Seldon Core S2I Python {labels['version']}"
    assert labels["io.k8s.description"].startswith("Builds an image that serves a Python component")
    assert labels["org.opencontainers.image.version"] == labels["version"]
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"


def test_c01_labels_that_break_builds_are_absent(builder: str) -> None:
    """A destination is not told to --as-dockerfile; an assemble-user may be root."""
    labels = inspected(builder)["Config"]["Labels"]

    assert "io.openshift.s2i.destination" not in labels
    assert "io.openshift.s2i.assemble-user" not in labels


def test_c01_user_is_a_number(builder: str) -> None:
    """Kubernetes' runAsNonRoot and OpenShift's --allowed-uids refuse a name."""
    assert inspected(builder)["Config"]["User"] == "1001"


def test_c01_there_are_no_onbuild_instructions_and_no_volumes(builder: str) -> None:
    """ONBUILD makes s2i ignore the scripts; what is under a VOLUME is lost on commit."""
    image = inspected(builder)

    assert not image["Config"].get("OnBuild")
    assert not image["Config"].get("Volumes")


def test_c01_exposed_ports_are_those_of_the_label(builder: str) -> None:
    """Upstream's builder exposes 5000 and listens on 9000; test_serving asks the ports."""
    config = inspected(builder)["Config"]

    services = config["Labels"]["io.openshift.expose-services"].split(",")

    assert set(config["ExposedPorts"]) == {f"{s.split(':')[0]}/tcp" for s in services}


def test_c02_scripts_can_be_run_by_anybody(builder: str) -> None:
    """s2i never looks whether they are there; a missing one is exit code 127."""
    found = shell(builder, "cd /usr/libexec/s2i && stat -c '%n %a %U' * && bash -n *")

    assert found.splitlines() == [
        "assemble 755 root",
        "run 755 root",
        "save-artifacts 755 root",
        "usage 755 root",
    ]


def test_c02_scripts_have_unix_line_ends(builder: str) -> None:
    """After a checkout on Windows the kernel would look for a program `bash` with a CR."""
    found = shell(builder, "grep -lr $(printf '\\r') /usr/libexec/s2i /opt/seldon/builder || true")

    assert found == ""


@pytest.mark.parametrize("tool", ["/bin/sh", "tar", "/usr/bin/env", "truncate", "bash", "git"])
def test_c03_tools_that_s2i_needs_are_there(builder: str, tool: str) -> None:
    """Without tar or sh each build takes s2i's slow layered way; -i needs truncate."""
    assert shell(builder, f"command -v {tool}").strip().endswith(tool)


def test_c03_git_fetches_over_https_and_brings_no_perl(builder: str) -> None:
    """Requirements name repositories; Perl's library would be 50 MB of every pull."""
    found = shell(
        builder,
        "git ls-remote https://127.0.0.1:1/none 2>&1 | sed 's/: Failed to connect.*//';"
        "dpkg -s perl >/dev/null 2>&1 || echo no perl",
    )

    assert found.splitlines() == [
        "fatal: unable to access 'https://127.0.0.1:1/none/'",
        "no perl",
    ]


def test_c03_tmp_is_for_everybody(builder: str) -> None:
    """s2i unpacks the source there as whatever user assemble runs as."""
    assert shell(builder, "stat -c %a /tmp").strip() == "1777"


@pytest.fixture(scope="module")
def usage(builder: str) -> str:
    """What the image prints when it is run without a command."""
    return docker("run", "--rm", builder)


def test_c04_usage_names_the_image_and_its_version(builder: str, usage: str) -> None:
    """It is the first thing that somebody with the image alone sees."""
    version = inspected(builder)["Config"]["Labels"]["version"]

    assert usage.splitlines()[0] == (
        f"seldon-core-s2i-python {version}: an s2i builder for Python components of Seldon Core"
    )


def test_c04_usage_shows_the_three_commands(builder: str, usage: str) -> None:
    """Build, run, ask: test_template_apps runs the same on the model app."""
    version = inspected(builder)["Config"]["Labels"]["version"]

    assert (
        f"  s2i build . seldon-core-s2i-python:{version} my-model -e MODEL_NAME=MyModel\n"
        "  docker run --rm -p 9000:9000 -p 9500:9500 my-model\n"
        "  curl -d '{\"data\": {\"ndarray\": [[1, 2]]}}' -H 'Content-Type: application/json' "
        "localhost:9000/predict\n"
    ) in usage


def test_c04_usage_lists_every_variable_of_the_server(usage: str) -> None:
    """The table is the server's own, so that it cannot be out of date."""
    for name in ("MODEL_NAME", "SERVICE_TYPE", "WORKERS", "SHUTDOWN_DELAY_S", "BUILD_CHECK"):
        assert re.search(rf"(?m)^  (?:--[a-z-]+, )?{name}\b", usage), f"{name} is not in usage"


def test_c04_help_flag_is_the_usage(builder: str, usage: str) -> None:
    """`docker run IMAGE --help` is what people try first; it is no program to run."""
    assert docker("run", "--rm", builder, "--help") == usage


def test_c04_s2i_usage_says_the_same(s2i: S2i, usage: str) -> None:
    """s2i trims lines and adds some of its own around them."""
    done = s2i.usage()

    said = [line.strip() for line in done.stderr.splitlines()]
    assert done.returncode == 0
    assert [line.strip() for line in usage.splitlines()] == said[-len(usage.splitlines()) :]


def test_c04_assemble_help_is_the_usage(builder: str, usage: str) -> None:
    """Who finds the script in the image asks it first."""
    assert docker("run", "--rm", builder, "/usr/libexec/s2i/assemble", "--help") == usage


def test_c14_builder_is_within_its_size(builder: str) -> None:
    """Upstream's had 1.9 GB; every pull of every node pays for it."""
    assert inspected(builder)["Size"] < _LARGEST_BUILDER_BYTES


def test_c14_builder_has_no_caches(builder: str) -> None:
    """They would be in every image that is built with it."""
    left = shell(
        builder,
        "ls -A /tmp /root/.cache /opt/app-root/home /microservice "
        "/var/lib/apt/lists /var/cache/apt 2>/dev/null || true",
        "--user",
        "0",
    )

    assert [line for line in left.splitlines() if line and not line.endswith(":")] == []


def test_c18_builder_has_nothing_of_the_host_that_built_it(builder: str) -> None:
    """The host's CA bundle and index settings are for a stage that is thrown away."""
    history = docker("history", "--no-trunc", "--format", "{{.CreatedBy}}", builder)
    config = str(inspected(builder)["Config"])

    for word in ("ca-bundle", "build.env", "PIP_INDEX_URL", "SSL_CERT_FILE"):
        assert word not in history + config


def test_c24_readme_names_files_that_are_there(builder: str) -> None:
    """The page for who changes the builder lists its places in the image."""
    text = (Path(__file__).parents[2] / "python" / "builder" / "README.md").read_text()
    places = re.findall(r"^\| `(/[^`]+)`", text, flags=re.MULTILINE)

    assert places
    assert shell(builder, f"ls -d {' '.join(places)} >/dev/null && echo all").strip() == "all"
