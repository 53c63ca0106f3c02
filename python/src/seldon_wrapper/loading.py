"""From MODEL_NAME to the user's class, and from the class to its object.

Everything that can go wrong here is the user's to mend, so each failure is told apart and
says what was found, what was expected and what to do next. The traceback stays the cause.
"""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

from seldon_wrapper.binding import BindingError
from seldon_wrapper.hosts import r_file
from seldon_wrapper.load_error import LoadError
from seldon_wrapper.service_type import METHODS, ServiceType

# What components of 2018 import most; no package of that name would help.
_PYTHON_2_MODULES = {
    "ConfigParser": "configparser",
    "Queue": "queue",
    "StringIO": "io",
    "__builtin__": "builtins",
    "cPickle": "pickle",
    "cStringIO": "io",
    "httplib": "http.client",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
}


def load_class(model_name: str) -> type:
    """Import the component's class, without making an object of it.

    Args:
        model_name: ``MyModel`` (class MyModel in MyModel.py of the working directory) or
            ``pkg.mod.Class``; for R ``MyModel.R``, or ``MyModel`` beside no MyModel.py.

    Returns:
        The class; for R one that asks the component's file.

    Raises:
        LoadError: The module or the class is missing, or the import failed.
    """
    in_r = r_file(model_name, Path.cwd())
    if in_r is not None:
        from seldon_wrapper.hosts.r.loading import load_file  # noqa: PLC0415 - where there is R

        return load_file(in_r)
    if not all(part.isidentifier() for part in model_name.split(".")):
        raise LoadError(
            f"MODEL_NAME: {model_name!r} (expected: MyModel or pkg.mod.Class)",
            "Set MODEL_NAME to the name of the class, without .py.",
        )
    module_name, _, class_name = model_name.rpartition(".")
    module = _import(module_name or class_name)
    found = getattr(module, class_name, None)
    if found is None:
        raise _class_missing(module, class_name)
    if not inspect.isclass(found):
        raise LoadError(
            f"{class_name} in {_where(module)} is a {type(found).__name__} (expected: a class)",
            f"Make {class_name} a class, or set MODEL_NAME to a class of that file.",
        )
    return found


def instantiate(cls: type, parameters: Mapping[str, object]) -> object:
    """Make the component's object.

    Args:
        cls: The user's class.
        parameters: Typed parameters, given by name.

    Returns:
        The user's object; its ``load`` has not run.

    Raises:
        LoadError: The class does not take these parameters, or its ``__init__`` raised.
    """
    try:
        inspect.signature(cls).bind(**parameters)
    except ValueError:
        pass  # a class written in C has no signature to look at
    except TypeError as error:
        given = ", ".join(sorted(parameters)) or "no parameters"
        raise LoadError(
            f"{cls.__name__}.__init__ can't be called with {given}: {error}",
            f"It is declared as {cls.__name__}{inspect.signature(cls)}; mend that or "
            "PREDICTIVE_UNIT_PARAMETERS.",
        ) from error
    try:
        return cls(**parameters)
    except LoadError:
        raise
    except (Exception, SystemExit) as error:
        raise LoadError(
            f"{cls.__name__}.__init__ raised {_describe(error)}",
            "Mend the component's __init__, or what it needs at start (files, parameters).",
        ) from error


def run_load(name: str, load: Callable[[], object]) -> None:
    """Run the component's ``load``.

    Args:
        name: The class, for the message.
        load: The method, or what stands for it.

    Raises:
        LoadError: It raised anything at all, ``SystemExit`` included.
    """
    try:
        load()
    except (Exception, SystemExit) as error:
        raise LoadError(
            f"{name}.load raised {_describe(error)}",
            "Mend the component's load, or what it needs at start (files, parameters).",
        ) from error


def check_signatures(cls: type) -> None:
    """Refuse a method that asks for what a verb does not have.

    Raises:
        LoadError: A parameter without a default is left over (contract.md, DIS-1).
    """
    from seldon_wrapper import component  # noqa: PLC0415 - it needs numpy, the command does not

    try:
        component.check_signatures(cls)
    except BindingError as error:
        raise LoadError(str(error), "Give the parameter a default, or take it away.") from error


def service_type(cls: type, wanted: ServiceType | None) -> ServiceType:
    """Return what a class is served as.

    Args:
        cls: The user's class; methods that a base class only declares do not count.
        wanted: ``SERVICE_TYPE``, or None to find out.

    Returns:
        ``wanted``, or the one type that the class has a method of; MODEL comes first.

    Raises:
        LoadError: The class lacks the method of ``wanted``, or which type it is is not clear.
    """
    if wanted:
        if not _has_method(cls, wanted):
            raise LoadError(
                f"{cls.__name__} has no method {METHODS[wanted][0]} "
                f"(expected: one of {', '.join(METHODS[wanted])} for SERVICE_TYPE={wanted})",
                f"Add the method, or set SERVICE_TYPE to what {cls.__name__} is.",
            )
        return wanted
    if _has_method(cls, ServiceType.MODEL):
        return ServiceType.MODEL
    candidates = _candidates(cls)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        firsts = "predict, route, aggregate, transform_input, transform_output or score"
        raise LoadError(
            f"{cls.__name__} has no method of a component (expected: {firsts})",
            "Add one of these methods.",
        )
    raise LoadError(
        f"{cls.__name__} can be any of {', '.join(candidates)} (expected: one)",
        "Set SERVICE_TYPE to one of them.",
    )


def _candidates(cls: type) -> list[ServiceType]:
    """Return the types a class may be, each method counted for its nearest type only."""
    found = []
    if _has_method(cls, ServiceType.ROUTER):
        found.append(ServiceType.ROUTER)
    if _has_method(cls, ServiceType.COMBINER):
        found.append(ServiceType.COMBINER)
    # transform_input is a transformer's and an outlier detector's: only score tells them apart.
    if _own_method(cls, "score"):
        found.append(ServiceType.OUTLIER_DETECTOR)
    elif any(_own_method(cls, n) for n in METHODS[ServiceType.TRANSFORMER] if "input" in n):
        found.append(ServiceType.TRANSFORMER)
    elif _has_method(cls, ServiceType.OUTPUT_TRANSFORMER):
        found.append(ServiceType.OUTPUT_TRANSFORMER)
    return found


def _has_method(cls: type, kind: ServiceType) -> bool:
    """Tell whether a class has a method of a service type."""
    return any(_own_method(cls, name) for name in METHODS[kind])


def _own_method(cls: type, name: str) -> bool:
    """Tell whether a class has a method that is not a base class's empty declaration."""
    method = getattr(cls, name, None)
    return callable(method) and not getattr(method, "__seldon_stub__", False)


def _import(module_name: str) -> ModuleType:
    """Import the user's module from the working directory."""
    here = str(Path.cwd())
    if sys.path[:1] != [here]:
        sys.path.insert(0, here)
    importlib.invalidate_caches()
    try:
        return importlib.import_module(module_name)
    except SyntaxError as error:
        raise wrong_syntax(error) from error
    except ModuleNotFoundError as error:
        raise _module_missing(module_name, error) from error
    except (Exception, SystemExit) as error:
        raise LoadError(
            f"importing {module_name} raised {_describe(error)}",
            "Mend the line, or move what needs the running container into load().",
        ) from error


def _module_missing(module_name: str, error: ModuleNotFoundError) -> LoadError:
    """Tell the user's own missing file from a package that is not installed."""
    missing = error.name or ""
    if missing.startswith("seldon_core."):
        return _seldon_core_module_missing(module_name, missing, error)
    if missing.partition(".")[0] in _PYTHON_2_MODULES:
        return LoadError(
            f"importing {module_name} needs the module {missing!r}, which Python 3 does not have "
            f"({_line_of(error) or module_name})",
            f"This is Python 2; in Python 3 it is {_PYTHON_2_MODULES[missing.partition('.')[0]]}.",
        )
    if module_name != missing and not module_name.startswith(f"{missing}."):
        return LoadError(
            f"importing {module_name} needs the module {missing!r}, which is not installed "
            f"({_line_of(error) or module_name})",
            f"Add the package of {missing!r} to requirements.txt.",
        )
    return file_missing(missing, Path.cwd(), str(Path.cwd()))


def file_missing(module_name: str, folder: Path, where: str) -> LoadError:
    """Return the error of a component whose file is missing, naming the files that are there.

    Args:
        module_name: The module that was looked for, dotted.
        folder: Where.
        where: The same for the message.
    """
    files = sorted(path.name for path in folder.glob("*.py"))
    listed = ", ".join(files) if files else "no .py file"
    near = difflib.get_close_matches(f"{module_name}.py", files, n=1, cutoff=0.5)
    hint = f"; did you mean {near[0].removesuffix('.py')}?" if near else "."
    expected = module_name.replace(".", "/")
    return LoadError(
        f"no module {module_name!r} in {where}: {listed} (expected: {expected}.py)",
        f"Add {expected}.py, or set MODEL_NAME to the name of a file that is there{hint}",
    )


def _seldon_core_module_missing(
    module_name: str, missing: str, error: ModuleNotFoundError
) -> LoadError:
    """Return the error of a module of ``seldon_core`` that is not among those there are.

    No requirement brings it: ``seldon_core`` comes with the server.
    """
    import seldon_core  # noqa: PLC0415 - what the server itself does not need

    there = sorted(
        f"seldon_core.{found.name}" for found in pkgutil.iter_modules(seldon_core.__path__)
    )
    near = difflib.get_close_matches(missing, there, n=1)
    hint = f"; did you mean {near[0]}?" if near else "."
    return LoadError(
        f"importing {module_name} needs the module {missing!r}, which the server's seldon_core "
        f"does not have ({_line_of(error) or module_name})",
        f"Use one of {', '.join(there)}{hint}",
    )


def _class_missing(module: ModuleType, class_name: str) -> LoadError:
    """Return the error of a module without the class, naming the classes it defines."""
    own = sorted(
        name
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__
    )
    near = difflib.get_close_matches(class_name, own, n=1)
    hint = f"; did you mean {module.__name__}.{near[0]}?" if near else "."
    return LoadError(
        f"no class {class_name} in {_where(module)}: {', '.join(own) or 'no class'} "
        f"(expected: class {class_name})",
        f"Rename the class, or set MODEL_NAME to {module.__name__}.<class>{hint}",
    )


def wrong_syntax(error: SyntaxError) -> LoadError:
    """Return the error of a file that is not Python 3, with the line; Python 2 is told apart."""
    path = Path(error.filename or "?")
    if path.is_absolute():
        path = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else Path(path.name)
    place = f"{path}, line {error.lineno}"
    line = (error.text or "").strip()
    message = error.msg or ""
    # What Python 3 says of the print statement, exec, `except E, e`, 0777, 10L and u"" errors.
    python_2 = "Missing parentheses" in message or any(
        mark in message
        for mark in ("multiple exception types", "leading zeros", "invalid decimal literal")
    )
    if python_2 or isinstance(error, TabError):
        remedy = "This is Python 2; rewrite it for Python 3 (2to3 does most of it)."
    else:
        remedy = "Mend the line."
    return LoadError(f"{place} is not Python 3: {message}: {line}", remedy)


def _describe(error: BaseException) -> str:
    """Return class, text and place of the deepest cause of an exception."""
    deepest = error
    while True:
        deeper = deepest.__cause__
        if deeper is None and not deepest.__suppress_context__:
            deeper = deepest.__context__
        if deeper is None:
            break
        deepest = deeper
    place = _line_of(deepest) or _line_of(error) or "outside of the component's files"
    return f"{type(deepest).__name__}: {deepest} ({place})"


def _line_of(error: BaseException) -> str | None:
    """Return the last line of the user's own code that an exception went through."""
    here = str(Path.cwd())
    frames = traceback.extract_tb(error.__traceback__)
    own = [
        frame
        for frame in frames
        if frame.filename.startswith(here) and "site-packages" not in frame.filename
    ]
    if not own:
        return None
    last = own[-1]
    line = f": {last.line}" if last.line else ""
    return f"{Path(last.filename).name}, line {last.lineno}{line}"


def _where(module: ModuleType) -> str:
    """Return a module's file for a message."""
    return Path(module.__file__).name if module.__file__ else module.__name__
