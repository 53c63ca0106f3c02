"""Builds that show their warnings alone."""

from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.sources import plain


def quiet(language: Language) -> Recipe:
    """Give a build with something to warn of, a password in a variable, and nothing to install."""
    words = ("-q", "-e", "=".join(_with_a_password(language)))
    return Recipe("quiet", plain(language).source, words)


def _with_a_password(language: Language) -> tuple[str, str]:
    """Give the first variable of the build whose value is a URL with a password."""
    return next(pair for pair in language.build_variables.items() if "@" in pair[1])


@row("C10", modes=Mode.S2I)
@built(quiet)
def test_quiet_build_shows_warnings_alone(build: Build, language: Language) -> None:
    """With -q s2i drops stdout: progress belongs there, warnings to stderr, and no password."""
    of_s2i = ("WARNING: could not inspect the", "Checking if image", "Build completed success")
    name, _ = _with_a_password(language)
    warning = (
        f"WARNING: {name} holds a user name and password, and s2i writes it into the image. "
        "Put it into build.env of a folder mounted at /run/s2i-build instead"
    )
    assert build.code == 0
    assert [line for line in build.lines if line and not line.startswith(of_s2i)] == [warning]


@row("C10", modes=Mode.DOCKERFILE)
@built(quiet)
def test_quiet_dockerfile_is_one_all_the_same(build: Build) -> None:
    """What docker build prints of it is not s2i's to silence."""
    assert build.code == 0, build.log
    assert "---> Checking the settings and the source" in build.lines
