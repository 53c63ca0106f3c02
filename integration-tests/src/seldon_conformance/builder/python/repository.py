"""A project for repositories; it needs nothing to be built, where setuptools needs an index."""

FROM_REPOSITORY = "4.0"
_BACKEND = """import pathlib
import zipfile


def build_wheel(folder, config_settings=None, metadata_directory=None):
    info = "greeting-VERSION.dist-info"
    contents = {
        "greeting.py": "version = 'VERSION'\\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\\nName: greeting\\nVersion: VERSION\\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    contents[f"{info}/RECORD"] = "".join(f"{name},,\\n" for name in [*contents, f"{info}/RECORD"])
    name = "greeting-VERSION-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as wheel:
        for path, text in contents.items():
            wheel.writestr(path, text)
    return name
"""
_PROJECT = {
    "backend.py": _BACKEND,
    "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\n'
    'backend-path = ["."]\n[project]\nname = "greeting"\nversion = "VERSION"\n',
}
GREETING_PROJECT = {
    name: text.replace("VERSION", FROM_REPOSITORY) for name, text in _PROJECT.items()
}
