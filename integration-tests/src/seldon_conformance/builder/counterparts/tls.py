"""TLS settings of both ends, from a CA of the checks' own."""

import ssl

import trustme


def serving(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """Give the settings of a server with a certificate for some names or addresses."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """Give the settings of a client that trusts nobody else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context
