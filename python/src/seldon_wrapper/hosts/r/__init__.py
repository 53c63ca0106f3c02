"""Runs an R component in this process, by rpy2 (design.md, 5).

R is not made for threads: everything here that touches it runs in one thread, ``thread.RThread``.
The R half is the package in ``r/package``: its file ``R/host.R`` has the functions called here.
"""
