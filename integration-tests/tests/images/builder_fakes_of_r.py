"""Builders of R that misbehave in one way each, where R has comparisons of its own."""

from builder_fake import BuilderFake

_ASSEMBLE = "/usr/libexec/s2i/assemble"
_PACKAGES = "/opt/seldon/builder/r_packages.R"


def _without(pattern: str, file: str) -> str:
    """Leave out the lines of a file that match, of which there has to be one."""
    return f"RUN grep -q '{pattern}' {file} && sed -i '/{pattern}/d' {file}"


OF_R = (
    BuilderFake(
        "does not look whether packages are there",
        "C08",
        "refused_build_tags_nothing-refused-no-such-package[s2i]",
        _without("^if (length(missing))", _PACKAGES),
        "assertion: 0 (expected: 1)",
        "r",
    ),
    BuilderFake(
        "forgets the library of the image before",
        "C16",
        "what_is_unchanged_is_reused_offline-incremental-again[s2i]",
        _without("^  look_at_saved ", _ASSEMBLE),
        "build of {text}: exit code 1 (expected: 0)",
        "r",
    ),
    BuilderFake(
        "keeps the time in packages",
        "C27",
        "compiled_package_has_the_same_files_each_time[s2i]",
        f'RUN sed -i \'s/, "--built-timestamp=[^"]*"//\' {_PACKAGES}',
        "assertion: {text}adding/DESCRIPTION{text} (expected: set())",
        "r",
    ),
    BuilderFake(
        "shows where packages come from with the password",
        "C18",
        "log_has_no_password-private-mounted[s2i]",
        f"RUN sed -i 's/redact | soften/soften/' {_ASSEMBLE}",
        "assertion: {text}planted-word-of-the-mirror{text} (expected: set())",
        "r",
    ),
)
