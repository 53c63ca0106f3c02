"""Makes wheels, so that tests install something without an index."""

import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path


def write_wheel(
    folder: Path, name: str, version: str, more: Mapping[str, str] | None = None
) -> None:
    """Write a wheel with a package of that name, whose ``version`` is the wheel's.

    Args:
        folder: Where.
        name: The wheel's, and the package's.
        version: Likewise.
        more: Further modules of the package, by their files' names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    info = f"{name}-{version}.dist-info"
    contents = {
        f"{name}/__init__.py": f'version = "{version}"\n',
        **{f"{name}/{module}": text for module, text in (more or {}).items()},
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in (*contents, f"{info}/RECORD"))
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in {**contents, f"{info}/RECORD": record}.items():
            # With the oldest date that a zip file can have: the same wheel, the same digest.
            wheel.writestr(zipfile.ZipInfo(path), text)


def wheel_digest(folder: Path, name: str, version: str) -> str:
    """Give a wheel's sha256, in hexadecimal."""
    return hashlib.sha256((folder / f"{name}-{version}-py3-none-any.whl").read_bytes()).hexdigest()
