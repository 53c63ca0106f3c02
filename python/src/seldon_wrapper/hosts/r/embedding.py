"""Starts R in the thread that calls it, once a process.

Signals stay Python's: rpy2 turns R's handlers off first, and Python ignores SIGPIPE, which R would
not survive. R's check of the C stack gets the limits of this thread, so that a runaway recursion is
an error of R's and not the end of the process.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from pathlib import Path
from typing import Any

from seldon_wrapper.hosts.r.memory import STRING, RMemory, Sexp

# Of the stack, this much is left for what R calls without looking.
_HEADROOM_BYTES = 4 * 1024 * 1024
# Interactive would mean a prompt for a package's questions; the workspace is nobody's.
_OPTIONS = ("rpy2", "--quiet", "--no-save", "--no-restore", "--no-echo")
_LIBRARY = "/opt/seldon/r-library"
# How long R may wait for input, a socket or the end of Sys.sleep without a look at interrupts.
_WAIT_MICROSECONDS = 50_000


class InterruptFlag:
    """``R_interrupts_pending`` of libR, which may be set from any thread."""

    def __init__(self) -> None:
        """Find it; R is up."""
        self._flag = ctypes.c_int.in_dll(_lib_r(), "R_interrupts_pending")

    def set(self, pending: bool) -> None:  # noqa: FBT001 - one value, to be stored
        """Ask R to stop, or take it back."""
        self._flag.value = int(pending)


def start() -> tuple[Any, Any]:
    """Start R.

    Returns:
        rpy2's library of R's C functions, and its cffi.
    """
    os.environ.setdefault("R_HOME", "/usr/lib/R")
    os.environ.setdefault("RPY2_CFFI_MODE", "API")
    logging.getLogger("rpy2").setLevel(logging.WARNING)
    from rpy2 import situation  # noqa: PLC0415 - only where there is R

    # It would start R as a process to ask it for a path that only another mode needs: a second.
    situation.r_ld_library_path_from_subprocess = lambda _home: ""
    from rpy2.rinterface_lib import callbacks, embedded, openrlib  # noqa: PLC0415 - after that

    embedded.set_initoptions(_OPTIONS)
    embedded._initr(interactive=False)  # noqa: SLF001 - rinterface.initr is for the main thread
    _bound_stack()
    ctypes.c_int.in_dll(_lib_r(), "R_wait_usec").value = _WAIT_MICROSECONDS
    callbacks.consolewrite_print = _to_stdout
    callbacks.consolewrite_warnerror = _to_stderr
    return openrlib.rlib, openrlib.ffi


def attach(memory: RMemory, package: str, library: Path) -> None:
    """Attach the package that has the server's half in R, and mask what would end R.

    Args:
        memory: R's; its namespace is set.
        package: Its name.
        library: The server's C, for R's side of it.

    Raises:
        RuntimeError: It is not installed, which R has said on stderr.
    """
    _run(memory, f"library({package}, lib.loc = c(.libPaths(), '{_LIBRARY}'))")
    memory.namespace = memory.keep(_run(memory, f"asNamespace('{package}')"))
    _run(memory, f"{package}:::mask_quit()")
    _run(memory, f"{package}:::host_attach('{library}')")


def _run(memory: RMemory, text: str) -> Sexp:
    lib = memory.lib
    status = memory.ffi.new("ParseStatus *")
    held = lib.Rf_protect(lib.Rf_allocVector(STRING, 1))
    memory.fill_strings(held, [text])
    parsed = lib.Rf_protect(lib.R_ParseVector(held, -1, status, memory.nil))
    error = memory.ffi.new("int *")
    found = lib.R_tryEval(lib.VECTOR_ELT(parsed, 0), lib.R_GlobalEnv, error)
    lib.Rf_unprotect(2)
    if error[0]:
        message = f"R cannot run {text}"
        raise RuntimeError(message)
    return found


def _to_stdout(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _to_stderr(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _lib_r() -> ctypes.CDLL:
    return ctypes.CDLL(os.path.join(os.environ["R_HOME"], "lib", "libR.so"))  # noqa: PTH118


def _bound_stack() -> None:
    """Tell R where this thread's stack is and how large."""
    libc = ctypes.CDLL(None)
    attributes = ctypes.create_string_buffer(64)
    address, size = ctypes.c_void_p(), ctypes.c_size_t()
    libc.pthread_self.restype = ctypes.c_ulong
    thread = ctypes.c_ulong(libc.pthread_self())
    if libc.pthread_getattr_np(thread, attributes):
        return
    libc.pthread_attr_getstack(attributes, ctypes.byref(address), ctypes.byref(size))
    libc.pthread_attr_destroy(attributes)
    lib = _lib_r()
    ctypes.c_size_t.in_dll(lib, "R_CStackStart").value = (address.value or 0) + size.value
    ctypes.c_size_t.in_dll(lib, "R_CStackLimit").value = size.value - _HEADROOM_BYTES
    ctypes.c_int.in_dll(lib, "R_CStackDir").value = 1
