"""Injects faults into a real server, and says in a table what became of it."""
