"""A component that does or tells what its container's tests ask for."""

import getpass
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path


class Probe:
    """The payload, a string, names one of the methods below."""

    def predict(self, X, names):
        """Return what the method gives."""
        return getattr(self, X)()

    def doze(self):
        """Be in flight for two seconds; the log says when that has begun."""
        print("dozing")  # noqa: T201 - the test waits for it
        time.sleep(2)
        return "awake"

    def die(self):
        """End the worker as a lack of memory would."""
        os.kill(os.getpid(), signal.SIGKILL)

    def orphan(self):
        """Leave a process behind whose parent has ended, and return its number."""
        command = ["sh", "-c", "sleep 0.2 >/dev/null & echo $!"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def environment(self):
        """Return the variables."""
        return dict(os.environ)

    def user(self):
        """Return what libraries ask about the user, and where it may write."""
        places = [Path("/tmp"), Path("/dev/shm"), Path.home(), Path("/microservice")]
        return {
            "name": getpass.getuser(),
            "uid": os.getuid(),
            "home": str(Path.home()),
            "writable": [str(place) for place in places if os.access(place, os.W_OK)],
        }

    def weights(self):
        """Return a model file by its relative and by its absolute path."""
        relative = Path("weights/bias.txt")
        return f"{relative.read_text()} {(Path('/microservice') / relative).read_text()}"

    def fetched(self):
        """Return the status of a URL, or why there is none."""
        try:
            with urllib.request.urlopen(os.environ["PROBED_URL"], timeout=10) as answer:
                return f"{answer.status}"
        except urllib.error.URLError as error:
            return f"{error.reason}"

    def before_run(self):
        """Return what the hook left."""
        return Path("/tmp/before-run.txt").read_text()
