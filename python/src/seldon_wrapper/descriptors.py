"""The contract's descriptors, and message classes made of them at run time.

There is no generated code: what protoc writes refuses every protobuf older than itself, while the
server shares protobuf with the component and promises a wide range. The descriptors of all protos
lie in one file, ``_gen/contract.binpb``, and are put into a pool from there (3 ms).
"""

from __future__ import annotations

import functools
import importlib.resources
from typing import Any

from google.protobuf import descriptor_pb2, message_factory
from google.protobuf.descriptor_pool import DescriptorPool

PREDICTION = "seldon/protos/prediction.proto"
SERVICE_PACKAGE = "seldon.protos"


@functools.cache
def files() -> dict[str, descriptor_pb2.FileDescriptorProto]:
    """Give the descriptor of each file of the contract, those it imports included, by its name.

    Returns:
        In an order in which every file comes after those it imports.
    """
    content = importlib.resources.files(__package__).joinpath("_gen", "contract.binpb").read_bytes()
    found = descriptor_pb2.FileDescriptorSet.FromString(content)
    return {file.name: file for file in found.file}


def private_pool() -> DescriptorPool:
    """Make a pool with all files in it that shares nothing with protobuf's default pool."""
    pool = DescriptorPool()
    for file in files().values():
        pool.AddSerializedFile(file.SerializeToString())
    return pool


def message_class(pool: DescriptorPool, full_name: str) -> Any:
    """Give the class of a message in a pool; the same one for every call.

    Raises:
        KeyError: The pool has no such message.
    """
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(full_name))
