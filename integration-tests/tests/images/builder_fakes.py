"""Builders that misbehave in one way each: the honest one, and one change.

A change is a few lines of a Dockerfile. Scripts are changed by a script of the same name that does
something before or after the honest one.
"""

import shlex

from builder_fake import BuilderFake
from builder_fakes_of_java import OF_JAVA
from builder_fakes_of_r import OF_R

_SCRIPTS = "/usr/libexec/s2i"
_UV = "/opt/seldon/tools/bin"


def _run(command: str) -> str:
    return f"RUN {command}"


def _around(script: str, before: str = "", after: str = "", folder: str = _SCRIPTS) -> str:
    """Do something around a script; what is after it is done if it succeeds."""
    honest = f'{folder}/honest-{script} "$@"'
    last = f"{honest} || exit\n{after}" if after else f"exec {honest}"
    return _instead(script, f"{before}\n{last}", folder)


def _instead(script: str, text: str, folder: str = _SCRIPTS) -> str:
    """Put another script in the place of one, which gets the name ``honest-…``."""
    lines = " ".join(shlex.quote(line) for line in ["#!/bin/bash", *text.splitlines()])
    return _run(
        f"cd {folder} && mv {script} honest-{script} && printf '%s\\n' {lines} >{script} "
        f"&& chmod 0755 {script}"
    )


OF_THE_IMAGE = (
    BuilderFake(
        "has no display name",
        "C01",
        "labels_are_what_s2i_and_openshift_look_for[image]",
        'LABEL io.k8s.display-name=""',
        "assertion:  (expected: Seldon Core S2I Python {text})",
    ),
    BuilderFake(
        "names a destination",
        "C01",
        "labels_that_break_builds_are_absent[image]",
        "LABEL io.openshift.s2i.destination=/opt/in",
        "assertion: io.openshift.s2i.destination (expected: not in {text})",
    ),
    BuilderFake(
        "has a user by name",
        "C01",
        "user_is_a_number[image]",
        "USER seldon",
        "assertion: seldon (expected: 1001)",
    ),
    BuilderFake(
        "has an ONBUILD instruction",
        "C01",
        "there_are_no_onbuild_instructions_and_no_volumes[image]",
        "ONBUILD RUN true",
        "assertion: {text}['RUN true']{text}",
    ),
    BuilderFake(
        "has a volume",
        "C01",
        "there_are_no_onbuild_instructions_and_no_volumes[image]",
        "VOLUME /data",
        "assertion: {text}'/data'{text}",
    ),
    BuilderFake(
        "exposes a port on which nobody listens",
        "C01",
        "exposed_ports_are_those_of_the_label[image]",
        "EXPOSE 5000",
        "assertion: {text}'5000/tcp'{text} (expected: {text})",
    ),
    BuilderFake(
        "has a script that cannot be executed",
        "C02",
        "scripts_can_be_run_by_anybody[image]",
        _run(f"chmod 0644 {_SCRIPTS}/save-artifacts"),
        "assertion: {text}'save-artifacts 644 root'{text} (expected: {text})",
    ),
    BuilderFake(
        "has a script with the line ends of Windows",
        "C02",
        "scripts_have_unix_line_ends[image]",
        _run(f"sed -i 's/$/\\r/' {_SCRIPTS}/run"),
        "assertion: /usr/libexec/s2i/run (expected: )",
    ),
    BuilderFake(
        "names a shell that it does not have",
        "C02",
        "programs_that_scripts_name_are_there[image]",
        _run(f"sed -i '1s|.*|#!/usr/bin/env zsh|' {_SCRIPTS}/usage"),
        "assertion: /usr/libexec/s2i/usage: zsh (expected: )",
    ),
    BuilderFake(
        "has no truncate",
        "C03",
        "tools_that_s2i_needs_are_there-truncate[image]",
        _run("rm /usr/bin/truncate"),
        "docker run {text} command -v truncate: exit code 127: (expected: exit code 0)",
    ),
    BuilderFake(
        "has a tmp for root alone",
        "C03",
        "tmp_is_for_everybody[image]",
        _run("chmod 0755 /tmp"),
        "assertion: 755 (expected: 1777)",
    ),
    BuilderFake(
        "has a usage that fails",
        "C04",
        "usage_names_the_image_and_its_version[image]",
        _instead("usage", "echo broken >&2\nexit 3"),
        "docker run --rm {text}: exit code 3: broken (expected: exit code 0)",
    ),
    BuilderFake(
        "has a cache",
        "C14",
        "builder_has_no_caches[image]",
        _run("mkdir -p /root/.cache && touch /root/.cache/wheel"),
        "assertion: ['wheel'] (expected: [])",
    ),
    BuilderFake(
        "keeps the index of the host that built it",
        "C18",
        "builder_has_nothing_of_the_host_that_built_it[image]",
        "ENV PIP_INDEX_URL=https://me:word@index.example/simple",
        "assertion: ['PIP_INDEX_URL'] (expected: [])",
    ),
)
OF_A_BUILD = (
    BuilderFake(
        "leaves the source behind",
        "C14",
        "nothing_of_the_build_is_left-model[s2i]",
        _around("assemble", after="mkdir -p /tmp/src && touch /tmp/src/MyModel.py"),
        "assertion: {text}'/tmp/src/MyModel.py'{text} (expected: set())",
    ),
    BuilderFake(
        "makes a file that all may write to",
        "C15",
        "nothing_is_writable_by_all_or_runs_as_its_owner-model[s2i]",
        _around("assemble", after="chmod o+w /microservice/MyModel.py"),
        "assertion: {text}/microservice/MyModel.py (expected: )",
    ),
    BuilderFake(
        "keeps a file from group 0",
        "C15",
        "group_0_may_do_what_the_owner_may-model[s2i]",
        _around("assemble", after="chmod 0600 /microservice/MyModel.py"),
        "assertion: {text}/microservice/MyModel.py (expected: )",
    ),
    BuilderFake(
        "drops hidden files",
        "C06",
        "odd_files_arrive_as_they_are[s2i]",
        _around("assemble", after="rm /microservice/odd/.hidden"),
        "assertion: {text} (expected: {text}'.hidden '{text})",
    ),
    BuilderFake(
        "makes tar look missing to s2i",
        "C09",
        "assemble_runs_once-refused-no-model-name[s2i]",
        _around("assemble", before="echo 'sh: 1: tar: not found' >&2"),
        "assertion: {text}",
    ),
    BuilderFake(
        "tags what it cannot build",
        "C08",
        "refused_build_tags_nothing-refused-no-model-name[s2i]",
        _instead("assemble", f"{_SCRIPTS}/honest-assemble || true"),
        "assertion: 0 (expected: 1)",
    ),
    BuilderFake(
        "refuses without a remedy",
        "C08",
        "build_ends_with_cause_and_remedy-refused-no-model-name[s2i]",
        _around("assemble", before="exec 2> >(grep -v ^REMEDY >&2)"),
        "assertion: {text} (expected: REMEDY: {text})",
    ),
    BuilderFake(
        "talks where nobody has asked",
        "C10",
        "quiet_build_shows_warnings_alone[s2i]",
        _around("assemble", before="echo '---> Working' >&2"),
        "assertion: {text}---> Working{text}",
    ),
    BuilderFake(
        "builds what differs each time",
        "C27",
        "both_ways_of_building_make_the_same_files[s2i]",
        _around("assemble", after="head -c 8 /dev/urandom >/opt/app-root/build/seed"),
        "assertion: {text}/opt/app-root/build/seed{text} (expected: {text})",
    ),
    BuilderFake(
        "has no report",
        "C25",
        "report_in_the_image_says_what_was_built-model[s2i]",
        _around("assemble", after="rm /opt/app-root/build/report.json"),
        "docker run {text}: exit code 1: cat: {text} (expected: exit code 0)",
    ),
    BuilderFake(
        "has a report that is no JSON",
        "C25",
        "report_in_the_image_says_what_was_built-model[s2i]",
        _around("assemble", after="echo report >/opt/app-root/build/report.json"),
        "test_contents.py:{text}: JSONDecodeError: {text} (expected: report = json.loads({text}",
    ),
    BuilderFake(
        "gives s2i a label that is no string",
        "C25",
        "metadata_for_labels_is_short_and_of_strings[dockerfile]",
        _around("assemble", after="sed -i 's/\"MODEL\"/7/' /tmp/.s2i/image_metadata.json"),
        "assertion: {text}<class 'int'>{text} (expected: {<class 'str'>})",
    ),
)
OF_A_CONTAINER = (
    BuilderFake(
        "serves below a shell that hears no SIGTERM",
        "C13",
        "docker_stop_ends_an_idle_container_with_0[s2i]",
        f"{_instead('run', f'trap : TERM; {_SCRIPTS}/honest-run & wait; wait')}",
        "assertion: 137 (expected: 0)",
    ),
    BuilderFake(
        "serves for its own uid alone",
        "C11",
        "any_uid_of_group_0_can_serve-12345:0[s2i]",
        _around("run", before="[[ $UID == 1001 ]] || exit 1"),
        "{text}",
    ),
    BuilderFake(
        "writes beside the component at its start",
        "C12",
        "file_system_may_be_read_only-probe[s2i]",
        _around("run", before="echo started >/microservice/started || exit 1"),
        "{text}Read-only file system{text}",
    ),
    BuilderFake(
        "runs no hook",
        "C23",
        "before_run_is_run_before_the_server[s2i]",
        _run(f"sed -i 's/run_hook; fi/true; fi/' {_SCRIPTS}/run"),
        "{text}",
    ),
    BuilderFake(
        "shows the component the settings of the build",
        "C18",
        "settings_of_the_build_do_not_reach_the_component[s2i]",
        _run(f"sed -i 's/^unset .*//' {_SCRIPTS}/run"),
        "assertion: {text}'EXTRA_INDEX_URL'{text} (expected: set())",
    ),
)
OF_PYTHON = (
    BuilderFake(
        "writes to the archive of artifacts",
        "C17",
        "image_without_packages_saves_an_empty_tar[s2i]",
        _around("save-artifacts", before="echo saving"),
        "test_incremental.py:{text}: ReadError: {text}",
    ),
    BuilderFake(
        "saves hard links",
        "C17",
        "saved_artifacts_have_no_links_that_s2i_spoils[s2i]",
        _instead(
            "save-artifacts",
            "cd $(mktemp -d)\n"
            f"{_SCRIPTS}/honest-save-artifacts | tar -x\n"
            "ln manifest twin\n"
            "tar -c .",
        ),
        "assertion: {text}twin{text}",
    ),
    BuilderFake(
        "saves nothing",
        "C16",
        "what_is_unchanged_is_reused_offline-incremental-again[s2i]",
        _instead("save-artifacts", "tar -c --files-from /dev/null"),
        "build of {text}: exit code 1 (expected: 0)",
    ),
    BuilderFake(
        "asks the public index and no mirror",
        "C21",
        "mirror_is_asked_and_nothing_else-mirror-option[s2i]",
        _around("uv", "unset UV_DEFAULT_INDEX UV_INDEX UV_INDEX_URL", folder=_UV),
        "{text}",
    ),
    BuilderFake(
        "goes past the proxy",
        "C19",
        "proxy_gets_its_password-guarded-plain[s2i]",
        _around("uv", 'unset "${!HTTP@}" "${!http@}" "${!ALL_@}"', folder=_UV),
        "{text}",
    ),
    BuilderFake(
        "keeps the company's certificate",
        "C20",
        "ca_is_not_in_the_image-proxy-mounted[s2i]",
        _around("assemble", after="cp /run/s2i-build/company.crt /tmp/"),
        "assertion: {text}'/tmp/company.crt'{text} (expected: {text})",
    ),
    BuilderFake(
        "keeps a password",
        "C18",
        "no_image_has_a_password_that_was_given_to_its_build[s2i]",
        _around("assemble", after="cat /run/s2i-build/build.env >/microservice/.env || true"),
        "assertion: {text}planted-word-of-the-index{text} (expected: set())",
    ),
    BuilderFake(
        "has a bill of materials that lies",
        "C28",
        "bill_is_what_is_installed[s2i]",
        _around(
            "assemble", after='sed -i \'s/"3.1.6"/"3.1.5"/\' /opt/app-root/build/sbom.cdx.json'
        ),
        "assertion: {text}3.1.5{text}",
    ),
)
BUILDER_FAKES = (*OF_THE_IMAGE, *OF_A_BUILD, *OF_A_CONTAINER, *OF_PYTHON, *OF_R, *OF_JAVA)
