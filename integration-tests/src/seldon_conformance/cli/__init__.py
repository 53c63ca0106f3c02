"""The command ``seldon-conformance``: each of its commands is a module ``*_command``."""
