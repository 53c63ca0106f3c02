"""What ``docker build`` prints, taken apart: what the build's containers say, and docker's own.

The classic builder paints what a container writes to stderr. BuildKit, which docker takes by
default where it is installed, puts the step and the time before each line of a container's
(``#12 0.345 ``), and after a failure prints the end of the failed step's output a second time.
"""

import re

_PAINT = re.compile(r"\x1b\[[0-9;]*m")
# That the classic builder is old, in several lines; which, depends on the version.
_NOTICE = re.compile(r"^DEPRECATED: .*\n(?: {8,}.*\n)*", re.MULTILINE)
_OF_A_CONTAINER = re.compile(r"^#\d+ \d+\.\d+ ?", re.MULTILINE)
# From the rule above the second copy to the end; the last line says why, and is kept.
_SECOND_COPY = re.compile(r"^------\n > .*?(?=^ERROR: |\Z)", re.MULTILINE | re.DOTALL)
# Steps, why it failed, and what it thinks of the Dockerfile that s2i has written.
_OF_BUILDKIT = re.compile(
    r"#\d+ |ERROR: failed to (?:solve|build): |\d+ warnings? found \(|- [A-Za-z]+: .*\(line \d+\)$"
)
_OF_THE_CLASSIC_BUILDER = (
    "Sending build context",
    "Step ",
    "Removing intermediate container",
    "Removed intermediate container",
    "Successfully ",
    "The command '",
)


def as_containers_print(log: str) -> str:
    """Give a log of docker build with each line of a container's once, as the container wrote it.

    Docker's own lines stay as they are, apart from its notice that the classic builder is old.
    """
    plain = _NOTICE.sub("", _PAINT.sub("", log))
    if _OF_A_CONTAINER.search(plain) is None:
        return plain
    return _OF_A_CONTAINER.sub("", _SECOND_COPY.sub("", plain))


def is_of_docker(line: str) -> bool:
    """Tell whether docker itself says a line, stripped, of a build."""
    return line.startswith(_OF_THE_CLASSIC_BUILDER) or _OF_BUILDKIT.match(line) is not None
