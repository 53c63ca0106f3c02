"""Sources of R components that ask for packages, and the packages."""

import json
from collections.abc import Mapping
from typing import Any

from seldon_conformance.builder.counterparts.cran_repository import SourcePackage

PACKAGES = (
    SourcePackage.saying("greeting", "1.0"),
    SourcePackage.saying("greeting", "2.0"),
    SourcePackage.saying("farewell", "1.0"),
    SourcePackage("polite", "1.0", "polite <- function() greeting::greeting()\n", "greeting"),
)
INCREMENTAL = ("--incremental", "--incremental-pull-policy", "never")
# Answers with what the component's own library has.
_COMPONENT = """initialise_seldon <- function(params) structure(list(), class = "library_teller")
predict.library_teller <- function(object, newdata, ...) {
  found <- installed.packages(.libPaths()[[1L]])
  scalar(paste(sort(sprintf("%s==%s", rownames(found), found[, "Version"])), collapse = " "))
}
"""


def telling_its_library(more: Mapping[str, str]) -> dict[str, str]:
    """Give the files of a component that answers with the packages it has for itself."""
    return {"MyModel.R": _COMPONENT, ".s2i/environment": "MODEL_NAME=MyModel\n", **more}


def lock_of(
    records: Mapping[str, Mapping[str, str]], repository: str = "http://nobody.invalid"
) -> str:
    """Give the text of a renv.lock, of an R that nobody has.

    Args:
        records: Fields of each package, by its name; those of a repository are given.
        repository: URL that the lock names.
    """
    packages = {
        name: {"Package": name, "Source": "Repository", "Repository": "CRAN", **fields}
        for name, fields in records.items()
    }
    lock: dict[str, Any] = {
        "R": {"Version": "4.4.1", "Repositories": [{"Name": "CRAN", "URL": repository}]},
        "Packages": packages,
    }
    return json.dumps(lock, indent=2)
