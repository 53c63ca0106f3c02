"""A component that answers what it is asked, and has faults when it is asked for them."""

import ctypes
import os
import subprocess
import sys
import threading
import time


class Faulty:
    """Gives back its input; a string that begins with an order is obeyed."""

    def __init__(self):
        self.kept = []

    def predict(self, X, names):
        """Obey ``sleep 0.1``, ``thread``, ``child``, ``allocate 100`` and so on."""
        if isinstance(X, str):
            order, _, argument = X.partition(" ")
            if hasattr(self, f"do_{order}"):
                return getattr(self, f"do_{order}")(argument)
        # What is no answer (PAY-15) comes in as jsonData, and as a BOOL of rank 0.
        is_none = X is None or (getattr(X, "ndim", 1) == 0 and X.dtype == bool)
        return {} if is_none else X

    def do_sleep(self, seconds):
        """Compute for a while."""
        time.sleep(float(seconds))
        return "slept"

    def do_large(self, mebibytes):
        """Answer at length."""
        return "x" * (int(mebibytes) << 20)

    def do_thread(self, _argument):
        """Have a thread of the component's own end by an exception."""
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        return "the thread has ended"

    def do_child(self, _argument):
        """Have a process of the component's own killed."""
        child = subprocess.run([sys.executable, "-c", "import os; os.abort()"])
        return f"the child ended with {child.returncode}"

    def do_segfault(self, _argument):
        """End the worker by a fault in native code."""
        return ctypes.string_at(0)

    def do_allocate(self, mebibytes):
        """Take memory and keep it."""
        self.kept.append(b"\1" * (int(mebibytes) << 20))
        return "allocated"

    def do_write(self, mebibytes):
        """Write to /tmp."""
        with open("/tmp/written", "wb") as file:
            file.write(bytes(int(mebibytes) << 20))
            file.flush()
            os.fsync(file.fileno())
        return "written"
