"""Upstream's ``seldon_core.proto.prediction_pb2``: the messages of ``prediction.proto``.

They are made from descriptors, not by protoc, and are otherwise what protoc makes: see
``seldon_wrapper.user_protos``.
"""

from __future__ import annotations

from seldon_wrapper import user_protos

DESCRIPTOR = user_protos.prediction_file()

SeldonMessage = user_protos.message("SeldonMessage")
DefaultData = user_protos.message("DefaultData")
Tensor = user_protos.message("Tensor")
Meta = user_protos.message("Meta")
Metric = user_protos.message("Metric")
SeldonMessageList = user_protos.message("SeldonMessageList")
Status = user_protos.message("Status")
Feedback = user_protos.message("Feedback")
RequestResponse = user_protos.message("RequestResponse")
SeldonModelMetadataRequest = user_protos.message("SeldonModelMetadataRequest")
SeldonMessageMetadata = user_protos.message("SeldonMessageMetadata")
SeldonModelMetadata = user_protos.message("SeldonModelMetadata")
SeldonGraphMetadata = user_protos.message("SeldonGraphMetadata")
