"""Upstream's ``seldon_core.proto``: messages and services for components and clients."""
