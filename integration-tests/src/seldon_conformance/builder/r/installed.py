"""Tells which packages an image of a component of R has of its own."""

from seldon_conformance.builder.engine import shell

_SCRIPT = """
found <- installed.packages("/opt/app-root/r-library")[, c("Package", "Version"), drop = FALSE]
writeLines(paste0(found[, "Package"], "==", found[, "Version"]))
"""


def installed(image: str) -> list[str]:
    """Give them, ``name==version`` each, by name."""
    return sorted(shell(image, f"Rscript -e '{_SCRIPT}'").split())
