"""The builder image itself: what s2i, OpenShift and people read of it."""

import re

import pytest

from seldon_conformance.builder.engine import docker, inspected, shell
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row
from seldon_conformance.builder.s2i import S2i

_SCRIPTS = "/usr/libexec/s2i"


@row("C01", modes=Mode.IMAGE)
def test_labels_are_what_s2i_and_openshift_look_for(builder: str, language: Language) -> None:
    """The catalogue shows them; scripts elsewhere than here break --as-dockerfile."""
    labels = inspected(builder)["Config"]["Labels"]

    assert labels["io.openshift.s2i.scripts-url"] == f"image://{_SCRIPTS}"
    assert labels["io.openshift.expose-services"] == "9000:http,9500:grpc,6000:metrics"
    assert {"builder", language.name} <= set(labels["io.openshift.tags"].split(","))
    assert labels["io.k8s.display-name"] == f"Seldon Core S2I {language.title} {labels['version']}"
    said = rf"Builds an image that serves an? {language.title} component "
    assert re.match(said, labels["io.k8s.description"]), labels["io.k8s.description"]
    assert labels["org.opencontainers.image.version"] == labels["version"]
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"


@row("C01", modes=Mode.IMAGE)
def test_labels_that_break_builds_are_absent(builder: str) -> None:
    """A destination is not told to --as-dockerfile; an assemble-user may be root."""
    labels = inspected(builder)["Config"]["Labels"]

    assert "io.openshift.s2i.destination" not in labels
    assert "io.openshift.s2i.assemble-user" not in labels


@row("C01", modes=Mode.IMAGE)
def test_user_is_a_number(builder: str) -> None:
    """Kubernetes' runAsNonRoot and OpenShift's --allowed-uids refuse a name."""
    assert inspected(builder)["Config"]["User"] == "1001"


@row("C01", modes=Mode.IMAGE)
def test_there_are_no_onbuild_instructions_and_no_volumes(builder: str) -> None:
    """ONBUILD makes s2i ignore the scripts; what is under a VOLUME is lost on commit."""
    image = inspected(builder)

    assert not image["Config"].get("OnBuild")
    assert not image["Config"].get("Volumes")


@row("C01", modes=Mode.IMAGE)
def test_exposed_ports_are_those_of_the_label(builder: str) -> None:
    """Upstream's builder exposes 5000 and listens on 9000; `life` asks whether somebody listens."""
    config = inspected(builder)["Config"]

    services = config["Labels"]["io.openshift.expose-services"].split(",")

    assert set(config["ExposedPorts"]) == {f"{s.split(':')[0]}/tcp" for s in services}


@row("C02", modes=Mode.IMAGE)
def test_scripts_can_be_run_by_anybody(builder: str) -> None:
    """s2i never looks whether they are there; a missing one is exit code 127."""
    found = shell(builder, f"cd {_SCRIPTS} && stat -c '%n %a %U' *").splitlines()

    # C29: a language may have runtime images, or refuse them in words.
    without = [line for line in found if not line.startswith("assemble-runtime ")]
    assert without == [
        "assemble 755 root",
        "run 755 root",
        "save-artifacts 755 root",
        "usage 755 root",
    ]
    assert {line.partition(" ")[2] for line in found} == {"755 root"}


@row("C02", modes=Mode.IMAGE)
def test_scripts_have_unix_line_ends(builder: str) -> None:
    """After a checkout on Windows the kernel would look for a program `bash` with a CR."""
    found = shell(builder, f"grep -lr $(printf '\\r') {_SCRIPTS} /opt/seldon/builder || true")

    assert found == ""


@row("C02", modes=Mode.IMAGE)
def test_programs_that_scripts_name_are_there(builder: str) -> None:
    """A shebang whose program is missing is `not found` of a script that is there."""
    found = shell(
        builder,
        f"for script in {_SCRIPTS}/*; do"
        ' read -r line <"$script"; set -- ${line#"#!"};'
        ' [ "$1" != /usr/bin/env ] || shift;'
        ' command -v "$1" >/dev/null || echo "$script: $1";'
        " done",
    )

    assert found == ""


@row("C03", modes=Mode.IMAGE)
@pytest.mark.parametrize("tool", ["/bin/sh", "/usr/bin/env", "tar", "truncate", "bash", "git"])
def test_tools_that_s2i_needs_are_there(builder: str, tool: str) -> None:
    """Without tar or sh each build takes s2i's slow layered way; -i needs truncate."""
    assert shell(builder, f"command -v {tool}").strip().endswith(tool)


@row("C03", modes=Mode.IMAGE)
def test_tar_and_sleep_are_those_that_s2i_expects(builder: str) -> None:
    """save-artifacts copies hard links (GNU tar); -i waits for fractions of a second."""
    assert shell(builder, "tar --version | head -n 1; sleep 0.01").startswith("tar (GNU tar)")


@row("C03", modes=Mode.IMAGE)
def test_git_fetches_over_https(builder: str) -> None:
    """Dependencies name repositories; git's own part for HTTP is a program of its own."""
    found = shell(
        builder,
        "git ls-remote https://127.0.0.1:1/none 2>&1 | sed 's/: Failed to connect.*//'",
    )

    assert found == "fatal: unable to access 'https://127.0.0.1:1/none/'\n"


@row("C03", modes=Mode.IMAGE)
def test_tmp_is_for_everybody(builder: str) -> None:
    """s2i unpacks the source there as whatever user assemble runs as."""
    assert shell(builder, "stat -c %a /tmp").strip() == "1777"


@pytest.fixture(scope="module")
def usage(builder: str) -> str:
    """What the image prints when it is run without a command."""
    return docker("run", "--rm", builder)


@row("C04", modes=Mode.IMAGE)
def test_usage_names_the_image_and_its_version(
    builder: str, language: Language, usage: str
) -> None:
    """It is the first thing that somebody with the image alone sees."""
    version = inspected(builder)["Config"]["Labels"]["version"]

    assert usage.splitlines()[0] == (
        f"seldon-core-s2i-{language.name} {version}: "
        f"an s2i builder for {language.title} components of Seldon Core"
    )


@row("C04", modes=Mode.IMAGE)
def test_usage_shows_the_three_commands(builder: str, language: Language, usage: str) -> None:
    """Build, run, ask: what somebody with the image alone has to know."""
    version = inspected(builder)["Config"]["Labels"]["version"]
    name = f" -e MODEL_NAME={language.example_name}" if language.needs_name else ""

    assert (
        f"  s2i build . seldon-core-s2i-{language.name}:{version} my-model{name}\n"
        "  docker run --rm -p 9000:9000 -p 9500:9500 my-model\n"
        "  curl -d '{\"data\": {\"ndarray\": [[1, 2]]}}' -H 'Content-Type: application/json' "
        "localhost:9000/predict\n"
    ) in usage


@row("C04", modes=Mode.IMAGE)
@pytest.mark.parametrize(
    "name", ["MODEL_NAME", "SERVICE_TYPE", "WORKERS", "SHUTDOWN_DELAY_S", "BUILD_CHECK"]
)
def test_usage_lists_the_variables(usage: str, name: str) -> None:
    """The table is the server's own, so that it cannot be out of date."""
    assert re.search(rf"(?m)^  (?:--[a-z-]+, )?{name}\b", usage), usage


@row("C04", modes=Mode.IMAGE)
def test_help_flag_is_the_usage(builder: str, usage: str) -> None:
    """`docker run IMAGE --help` is what people try first; it is no program to run."""
    assert docker("run", "--rm", builder, "--help") == usage


@row("C04", modes=Mode.IMAGE)
def test_s2i_usage_says_the_same(s2i: S2i, usage: str) -> None:
    """s2i trims lines and adds some of its own around them."""
    done = s2i.usage()

    said = [line.strip() for line in done.stderr.splitlines()]
    assert done.returncode == 0
    assert [line.strip() for line in usage.splitlines()] == said[-len(usage.splitlines()) :]


@row("C04", modes=Mode.IMAGE)
def test_assemble_help_is_the_usage(builder: str, usage: str) -> None:
    """Who finds the script in the image asks it first."""
    assert docker("run", "--rm", builder, f"{_SCRIPTS}/assemble", "--help") == usage


@row("C14", modes=Mode.IMAGE)
def test_builder_is_within_its_size(builder: str, language: Language) -> None:
    """Upstream's had 1.9 GB; every pull of every node pays for it."""
    assert inspected(builder)["Size"] < language.largest_builder_bytes


@row("C14", modes=Mode.IMAGE)
def test_builder_has_no_caches(builder: str) -> None:
    """They would be in every image that is built with it."""
    left = shell(
        builder,
        "ls -A /tmp /root/.cache /opt/app-root/home /microservice "
        "/var/lib/apt/lists /var/cache/apt 2>/dev/null || true",
        "--user",
        "0",
    )

    assert [line for line in left.splitlines() if line and not line.endswith(":")] == []


@row("C18", modes=Mode.IMAGE)
def test_builder_has_nothing_of_the_host_that_built_it(builder: str) -> None:
    """The host's CA bundle and index settings are for a stage that is thrown away."""
    history = docker("history", "--no-trunc", "--format", "{{.CreatedBy}}", builder)
    config = str(inspected(builder)["Config"])

    found = [
        word
        for word in ("ca-bundle", "build.env", "PIP_INDEX_URL", "SSL_CERT_FILE")
        if word in history + config
    ]
    assert found == []
