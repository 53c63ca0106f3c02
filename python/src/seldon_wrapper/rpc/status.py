"""Errors as gRPC's callers get them (contract.md, ERR-1, ERR-2)."""

from __future__ import annotations

from typing import NoReturn

import grpc

from seldon_wrapper import protos
from seldon_wrapper.errors import SeldonError, cut_info

DETAILS_KEY = "grpc-status-details-bin"
DOMAIN = "seldon.io"
_TYPE_PREFIX = "type.googleapis.com/"

_Status = protos.message("google.rpc.Status")
_ErrorInfo = protos.message("google.rpc.ErrorInfo")


def abort(context: grpc.ServicerContext, error: SeldonError) -> NoReturn:
    """End a call with an error: code and text, and the reason in the trailing metadata."""
    code = grpc.StatusCode[error.grpc_code]
    details = status_details(code, error)
    context.set_trailing_metadata(((DETAILS_KEY, details),))
    context.abort(code, error.info)


def status_details(code: grpc.StatusCode, error: SeldonError) -> bytes:
    """Write the ``google.rpc.Status`` that carries the reason.

    The reason of a component's own error may be of any length, and metadata that is too long turns
    the status into another, so it is cut like the text (ERR-6).
    """
    cause = _ErrorInfo(reason=cut_info(error.reason), domain=DOMAIN)
    status = _Status(code=code.value[0], message=error.info)
    status.details.add(
        type_url=_TYPE_PREFIX + cause.DESCRIPTOR.full_name, value=cause.SerializeToString()
    )
    return status.SerializeToString()  # type: ignore[no-any-return]
