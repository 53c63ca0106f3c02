"""Measures the Python server and its peers side by side; see README.md beside this package."""
