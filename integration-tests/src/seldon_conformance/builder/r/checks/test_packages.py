"""The ways to say which packages a component needs, and what is installed then."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from seldon_conformance.builder.counterparts.cran_repository import SourcePackage
from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.r.components import ENVIRONMENT, asking, saying
from seldon_conformance.builder.r.incremental import CRAN, FROM_FOLDER
from seldon_conformance.builder.r.installed import installed
from seldon_conformance.builder.r.packages import (
    ADDING,
    FAREWELL,
    GREETING_1,
    GREETING_2,
    POLITE,
    write_archives,
    write_repository,
)
from seldon_conformance.builder.recipe import Recipe, Source, files, write_files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import SETTINGS_PLACE, Build
from seldon_conformance.builder.saved import own_files
from seldon_conformance.builder.served import served

_ASKED = {"data": {"ndarray": [[1]]}}


def _with(
    contents: dict[str, str], has: Sequence[SourcePackage] = (GREETING_2, POLITE, ADDING, FAREWELL)
) -> Source:
    """Give a component, beside a repository."""

    def write(folder: Path) -> str:
        write_repository(folder.parent / "cran", has)
        write_files(folder, contents)
        return str(folder)

    return write


def _recipe(name: str, contents: dict[str, str]) -> Recipe:
    return Recipe(name, _with(contents), FROM_FOLDER, mounts=CRAN, is_offline=True)


# Written in Windows, with a package that R brings, and one whose own dependency nobody names.
_SCRIPT = "install.packages(c('polite', 'rpart'))\r\ninstall.packages('stats')\r\n"
SCRIPT = _recipe("install-script", {**asking("polite::polite()"), "install.R": _SCRIPT})
_LIST = (
    "Package: mymodel\r\nDepends: R (>= 4.0), rpart\r\n"
    "Imports: greeting (>= 1.5),\r\n    methods\r\nLinkingTo: adding\r\n"
)
DESCRIPTION = _recipe("description", {**asking("greeting::greeting()"), "DESCRIPTION": _LIST})
BOTH_FILES = _recipe(
    "script-and-description",
    {**saying("it"), "DESCRIPTION": _LIST, "install.R": "install.packages('farewell')\n"},
)
COMPILED = _recipe(
    "compiled",
    {**asking("adding::adding(newdata[[1]])"), "install.R": "install.packages('adding')\n"},
)
OTHER_COMPILED = _recipe(
    "compiled-again",
    {**asking("adding::adding(newdata[[1]])"), "install.R": "install.packages('adding')\n"},
)
# A package of the component's own, in a folder of another name than its own.
OWN = _recipe(
    "own-package",
    {
        **asking("adding::adding(newdata[[1]])"),
        "install.R": "install.packages('packages/ours', repos = NULL)\n",
        **{f"packages/ours/{name}": text for name, text in ADDING.contents.items()},
    },
)
# As the article of 2018 has it.
_ARTICLE = {
    "MyModel.R": "library(methods)\n\n"
    "predict.mymodel <- function(mymodel,newdata=list()) {\n"
    '  write("MyModel predict called", stdout())\n  newdata\n}\n\n'
    'new_mymodel <- function() {\n  structure(list(), class = "mymodel")\n}\n\n'
    "initialise_seldon <- function(params) {\n  new_mymodel()\n}\n",
    "install.R": "install.packages('rpart')\n",
    ".s2i/environment": "MODEL_NAME=MyModel.R\nAPI_TYPE=REST\nSERVICE_TYPE=MODEL\nPERSISTENCE=0\n",
}
ARTICLE = Recipe("article", files(_ARTICLE), is_offline=True)


def _with_archives(folder: Path) -> str:
    """Give a component beside a folder of settings that has source packages."""
    archives = folder.parent / "settings" / "packages"
    write_archives(archives, (POLITE, GREETING_1, GREETING_2))
    install = {"install.R": "install.packages('polite')\n"}
    write_files(folder, {**asking("polite::polite()"), **install})
    return str(folder)


# In the Dockerfile mode, where nothing can be mounted, the settings are injected.
ARCHIVES = Recipe(
    "archives", _with_archives, mounts=(("settings", SETTINGS_PLACE),), is_offline=True
)


def _answer(image: str) -> object:
    """Give what a component answers to one row with a 1."""
    with served(image) as container:
        return container.rest(_ASKED)["data"]["ndarray"]


@row("C05")
@built(SCRIPT)
def test_script_installs_what_is_not_there_yet(build: Build, image: str) -> None:
    """With what a package needs itself; packages that R brings are neither fetched nor compiled."""
    assert installed(image) == ["greeting==2.0", "polite==1.0"]
    assert "---> Installing packages (install.R) from file:///cran" in build.lines
    assert "---> Already installed: rpart" in build.lines
    assert "---> Already installed: stats" in build.lines
    assert _answer(image) == ["2.0"]


@row("C05")
@built(DESCRIPTION)
def test_description_says_what_is_needed(build: Build, image: str) -> None:
    """A component that is a package to its authors has a list already."""
    assert installed(image) == ["adding==1.0", "greeting==2.0"]
    assert "---> Installing packages (DESCRIPTION) from file:///cran" in build.lines
    assert "---> Already installed: rpart, methods" in build.lines
    assert _answer(image) == ["2.0"]


@row("C05")
@built(BOTH_FILES)
def test_script_counts_beside_a_description(image: str) -> None:
    """It says more than a list, and may read the list itself."""
    assert installed(image) == ["farewell==1.0"]


@row("C05")
@built(COMPILED, OWN)
def test_compiled_package_is_called(image: str) -> None:
    """CRAN has sources alone; a company's own code comes in a folder beside the component."""
    assert installed(image) == ["adding==1.0"]
    assert _answer(image) == [2.0]


@row("C14")
@built(OWN)
def test_compiler_leaves_nothing_beside_the_component(image: str) -> None:
    """Objects would be in the image twice, with paths that differ from build to build."""
    assert shell(image, "ls packages/ours/src").split() == ["add.c"]


@row("C27")
@built(COMPILED)
def test_compiled_package_has_the_same_files_each_time(
    build_of: Callable[[Recipe], Build], builder: str, image: str
) -> None:
    """R writes the time into each package, compilers the names of temporary folders."""
    one, other = own_files(image, builder), own_files(build_of(OTHER_COMPILED).image, builder)

    paths = {path for path in one.keys() | other.keys() if not path.startswith("tmp/src")}
    # What --as-dockerfile has injected is in a layer of its own, by its time.
    ours = {path for path in paths if not path.startswith(("cran", "upload"))}
    assert len(ours) > 20
    assert {path for path in ours if one.get(path) != other.get(path)} == set()


@row("C22")
@built(ARCHIVES)
def test_archives_of_a_folder_are_installed_offline(build: Build, image: str) -> None:
    """As download.packages() has put them there: without an index, the newest of each counts."""
    assert installed(image) == ["greeting==2.0", "polite==1.0"]
    assert "---> Packages of /run/s2i-build/packages: 3" in build.lines
    # s2i leaves what it has injected as empty files; a Dockerfile removes them.
    assert shell(image, "find /run/s2i-build -type f -size +0") == ""


@row("C26")
@built(SCRIPT)
def test_versions_that_a_build_chose_are_kept(image: str) -> None:
    """Of what nobody pinned, what was needed and what R brings."""
    report = json.loads(shell(image, "cat /opt/app-root/build/report.json"))
    kept = shell(image, "cat /opt/app-root/build/requirements.lock").split()

    assert {"greeting==2.0", "polite==1.0"} <= set(kept)
    assert {line.partition("==")[0] for line in kept} >= {"base", "rpart", "seldon"}
    assert report["packages"] == kept


@row("C05")
@built(ARTICLE)
def test_component_of_the_article_works_as_it_stands(build: Build, image: str) -> None:
    """What people wrote in 2018 must not need a single change, and no network for rpart."""
    with served(image) as container:
        rest = container.rest({"data": {"names": ["a", "b"], "ndarray": [[1.5, 2]]}})["data"]
        container.wait_for(lambda: "MyModel predict called" in container.log(), "print")

    assert rest == {"names": ["t:0", "t:1"], "ndarray": [[1.5, 2]]}
    assert "---> Already installed: rpart" in build.lines


ODD_NAME = Recipe(
    "odd-file-name",
    files(
        {
            "Modell für Größe 1.R": asking("read_it('daten/erste zeile.txt')")["MyModel.R"]
            + "read_it <- function(path) readLines(path, encoding = 'UTF-8')\n",
            "daten/erste zeile.txt": "Äpfel\n",
            ".s2i/environment": "MODEL_NAME=Modell für Größe 1.R\n",
        }
    ),
)
WITH_ODD_LINES = Recipe(
    "odd-lines-of-settings",
    files({**saying("it"), ".s2i/environment": f"{ENVIRONMENT['.s2i/environment']}WORKERS 2\n"}),
)


@row("C06")
@built(ODD_NAME)
def test_file_name_may_have_blanks_and_umlauts(image: str) -> None:
    """Of the component's file, and of what it reads; the answer has them too."""
    assert _answer(image) == ["Äpfel"]


@row("C07", modes=Mode.S2I)
@built(WITH_ODD_LINES)
def test_line_of_the_environment_file_without_effect_is_warned_of(build: Build) -> None:
    """s2i drops it without a word."""
    assert build.code == 0, build.log
    assert (
        "WARNING: .s2i/environment, line 2 is not NAME=value, so s2i has left it out"
    ) in build.lines
