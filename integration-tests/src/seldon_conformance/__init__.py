"""Judges a Seldon component from outside: sends it the golden vectors, and compares its answers.

Nothing here knows a server's code: requests are bytes made from the contract's own protos and JSON,
and answers are compared in one normal form. ``running`` ties the parts together.
"""
