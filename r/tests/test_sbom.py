"""What the bill of materials says of a package, by its DESCRIPTION."""

import sys

import pytest

sys.path.append("/opt/seldon/builder")

import r_sbom


@pytest.fixture
def listed(tmp_path, monkeypatch):
    """Give a function that writes a DESCRIPTION and gives the component that it becomes."""
    monkeypatch.setattr(r_sbom, "_INSTALLED_FOR", {str(tmp_path): "component"})

    def give(fields):
        folder = tmp_path / "dplyr"
        folder.mkdir()
        text = "Package: dplyr\nVersion: 1.1-4\nBuilt: R 4.5.0; ; ; unix\n" + fields
        (folder / "DESCRIPTION").write_bytes(text.encode("latin-1"))
        (component,) = r_sbom.r_components([tmp_path])
        return component

    return give


@pytest.mark.parametrize(
    ("fields", "purl"),
    [
        ("Repository: CRAN\n", "pkg:cran/dplyr@1.1-4"),
        ("Priority: base\n", "pkg:cran/dplyr@1.1-4"),
        (
            "RemoteType: github\nRemoteUsername: Tidyverse\nRemoteRepo: dplyr\nRemoteSha: 0a1b\n",
            "pkg:github/tidyverse/dplyr@0a1b",
        ),
        ("", None),
    ],
    ids=["of CRAN", "of R", "of GitHub", "of a folder"],
)
def test_address_says_where_a_package_is_from(listed, fields, purl):
    """A false one would have a scanner look up another package."""
    assert listed(fields).get("purl") == purl


def test_fields_may_be_long_and_in_another_encoding(listed):
    """R's own files are of forty years."""
    component = listed("Maintainer: J\xfcrgen\nLicense: MIT +\n  file LICENSE\n")

    assert component["licenses"] == [{"license": {"name": "MIT + file LICENSE"}}]
    assert component["version"] == "1.1-4"


def test_what_was_never_built_is_no_package(tmp_path):
    """R's translations have a DESCRIPTION, and R itself does not list them."""
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "DESCRIPTION").write_text("Package: translations\nVersion: 1\n")

    assert list(r_sbom.r_components([tmp_path])) == []


def test_debian_packages_have_debian_addresses(tmp_path):
    """An epoch has a colon, which an address spells otherwise."""
    listing = tmp_path / "packages.txt"
    listing.write_text("r-cran-mass 7.3-64-1 amd64\nlibx 1:2.0+dfsg-1 all\n")

    purls = [one["purl"] for one in r_sbom.debian_components(listing)]
    assert purls == [
        "pkg:deb/debian/libx@1%3A2.0%2Bdfsg-1?arch=all",
        "pkg:deb/debian/r-cran-mass@7.3-64-1?arch=amd64",
    ]
    assert list(r_sbom.debian_components(tmp_path / "none")) == []
