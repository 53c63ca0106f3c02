"""Packages that cannot be installed, and lists of packages that make no sense."""

import json
from pathlib import Path

from seldon_conformance.builder.r.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.r.packages import BROKEN, GREETING_1, LEANING, write_repository
from seldon_conformance.builder.recipe import Source, write_files
from seldon_conformance.builder.refusal import SET, Refusal, refusal

_COMPILERS = (
    "REMEDY: see R's words above; a library that it needs comes into the builder by: "
    "make -C r image EXTRA_PACKAGES=…"
)
_NAME = "REMEDY: mend the name, or set CRAN_MIRROR to a repository that has it"
_LOCK = (
    "REMEDY: see the lines above; set CRAN_MIRROR to a repository that has it, "
    "or make the lock anew (renv::snapshot()) and commit it"
)
_MEND = "REMEDY: mend install.R, or the line of it that R names above"


def _locked(name: str, **fields: str) -> str:
    """Give a renv.lock with one package."""
    record = {"Package": name, "Source": "Repository", "Repository": "CRAN", **fields}
    return json.dumps({"R": {"Version": "4.5.0"}, "Packages": {name: record}})


def _with_repository(name: str, text: str) -> Source:
    """Give a component with a list of packages, beside a repository."""

    def write(folder: Path) -> str:
        write_repository(folder.parent / "cran", (GREETING_1, BROKEN, LEANING))
        write_files(folder, {"MyModel.R": IDENTITY, name: text, **ENVIRONMENT})
        return str(folder)

    return write


def _refused(name: str, file: str, text: str, cause: str, remedy: str, *options: str) -> Refusal:
    return Refusal(
        f"refused-{name}",
        _with_repository(file, text),
        ("-e", "CRAN_MIRROR=file:///cran", *options),
        mounts=(("cran", "/cran"),),
        is_offline=True,
        cause=cause,
        remedy=remedy,
    )


REFUSED_PACKAGES = [
    _refused(
        "no-such-package",
        "install.R",
        "install.packages('greting')\n",
        "ERROR: package greting could not be installed from file:///cran: "
        "package ‘greting’ is not available for this version of R",
        _NAME,
    ),
    _refused(
        "no-such-package-of-description",
        "DESCRIPTION",
        "Package: mymodel\nImports: greeting, greting\n",
        "ERROR: package greting could not be installed from file:///cran: "
        "package ‘greting’ is not available for this version of R",
        _NAME,
    ),
    _refused(
        "package-that-does-not-compile",
        "install.R",
        "install.packages('broken')\n",
        "ERROR: package broken could not be installed: "
        "installation of package ‘broken’ had non-zero exit status",
        _COMPILERS,
    ),
    _refused(
        "dependency-that-does-not-compile",
        "install.R",
        "install.packages('leaning')\n",
        "ERROR: package leaning could not be installed: "
        "installation of 2 packages failed: ‘broken’, ‘leaning’",
        _COMPILERS,
    ),
    _refused(
        "package-too-old",
        "DESCRIPTION",
        "Package: mymodel\nImports: greeting (>= 1.5)\n",
        "ERROR: package greeting: 1.0 (expected: 1.5 or newer, as in DESCRIPTION)",
        "REMEDY: set CRAN_MIRROR to a repository that has it, or lower what DESCRIPTION asks for",
    ),
    _refused(
        "description-is-none",
        "DESCRIPTION",
        "greeting\n",
        "ERROR: DESCRIPTION cannot be read: Line starting 'greeting ...' is malformed!",
        "REMEDY: mend the file",
    ),
    _refused(
        "lock-is-none",
        "renv.lock",
        "{}",
        "ERROR: renv.lock cannot be read: it has no Packages",
        "REMEDY: make it anew (renv::snapshot()), and commit it",
    ),
    _refused(
        "locked-version-missing",
        "renv.lock",
        _locked("greeting", Version="9.9"),
        "ERROR: package greeting 9.9, as in renv.lock, could not be installed from file:///cran: "
        "failed to find source for 'greeting 9.9' in package repositories",
        _LOCK,
    ),
    _refused(
        "locked-hash-of-another",
        "renv.lock",
        _locked("greeting", Version="1.0", Hash="0123456789abcdef0123456789abcdef"),
        "ERROR: package greeting: Hash {type} "
        "(expected: 0123456789abcdef0123456789abcdef, as in renv.lock)",
        _LOCK,
    ),
    _refused(
        "debian-package-of-no-r",
        "install.R",
        "",
        "ERROR: R_DEBIAN_PACKAGES: 'nginx' (expected: names of Debian's R packages, "
        "as r-cran-dplyr)",
        SET,
        *("-e", "R_DEBIAN_PACKAGES=nginx"),
    ),
    _refused(
        "debian-packages-without-a-network",
        "install.R",
        "",
        "ERROR: R_DEBIAN_PACKAGES: the lists of Debian's packages could not be fetched: {text}",
        "REMEDY: set HTTP_PROXY or DEBIAN_MIRROR in build.env of a folder mounted at "
        "/run/s2i-build",
        *("-e", "R_DEBIAN_PACKAGES=r-cran-dplyr"),
    ),
    _refused(
        "package-folder-missing",
        "install.R",
        "install.packages('packages/mine', repos = NULL)\n",
        "ERROR: package mine could not be installed: "
        "installation of package ‘packages/mine’ had non-zero exit status",
        _COMPILERS,
    ),
    refusal(
        "no-network",
        {"MyModel.R": IDENTITY, "install.R": "install.packages('greeting')\n"},
        "ERROR: the package repository cannot be reached: https://cloud.r-project.org: {text}",
        "REMEDY: set HTTPS_PROXY or CRAN_MIRROR in build.env of a folder mounted at "
        "/run/s2i-build, or put source packages into packages/ there",
        is_offline=True,
    ),
    refusal(
        "install-script-stops",
        {"MyModel.R": IDENTITY, "install.R": "stop('no luck')\n"},
        "ERROR: install.R failed: no luck",
        _MEND,
    ),
    refusal(
        "install-script-quits",
        {"MyModel.R": IDENTITY, "install.R": "quit(status = 3)\n"},
        "ERROR: install.R failed: quit: status 3",
        _MEND,
    ),
    # Who says that a build is done before it has looked whether it is.
    refusal(
        "install-script-quits-early",
        {"MyModel.R": IDENTITY, "install.R": "install.packages('greeting')\nq('no')\n"},
        "ERROR: the package repository cannot be reached: https://cloud.r-project.org: {text}",
        "REMEDY: set HTTPS_PROXY or CRAN_MIRROR in build.env of a folder mounted at "
        "/run/s2i-build, or put source packages into packages/ there",
        is_offline=True,
    ),
    refusal(
        "r-ends-while-it-installs",
        {"MyModel.R": IDENTITY, "install.R": "tools::pskill(Sys.getpid(), 15L)\n"},
        "ERROR: R ended with exit code 143 while it installed packages (install.R)",
        "REMEDY: see the lines above",
    ),
]
