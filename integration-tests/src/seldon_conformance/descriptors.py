"""The contract's messages and services, from its protos, in a descriptor pool of their own.

The pool is private, so that the suite can be used in a process that has generated code of the same
names. The protos are compiled when first needed (about 0.1 s) by the protoc of grpcio-tools.
"""

import functools
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

from google.protobuf import (
    any_pb2,
    descriptor,
    descriptor_pb2,
    descriptor_pool,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    message,
    message_factory,
    struct_pb2,
    timestamp_pb2,
    wrappers_pb2,
)
from grpc_tools import protoc

from seldon_conformance.contract_files import contract_directory
from seldon_conformance.errors import VectorError

MESSAGE = "seldon.protos.SeldonMessage"
# What an Any may hold beside the contract's own messages.
_WELL_KNOWN: tuple[Any, ...] = (
    any_pb2,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    struct_pb2,
    timestamp_pb2,
    wrappers_pb2,
)


class Descriptors:
    """Messages and methods by name."""

    def __init__(self, files: descriptor_pb2.FileDescriptorSet) -> None:
        """Fill a pool with compiled protos and the well-known types."""
        self.pool = descriptor_pool.DescriptorPool()
        added = set()
        for file in files.file:
            self.pool.Add(file)
            added.add(file.name)
        for module in _WELL_KNOWN:
            if module.DESCRIPTOR.name not in added:
                self.pool.AddSerializedFile(module.DESCRIPTOR.serialized_pb)

    def message_class(self, full_name: str) -> type[message.Message]:
        """Give the class of a message, for instance ``seldon.protos.SeldonMessage``.

        Raises:
            VectorError: There is no such message.
        """
        try:
            found = self.pool.FindMessageTypeByName(full_name)
        except KeyError as error:
            raise VectorError(
                f"message: {full_name} (expected: one of the contract's protos)"
            ) from error
        return message_factory.GetMessageClass(found)

    def has_method(self, path: str) -> bool:
        """Tell whether the contract has a method, by its path."""
        try:
            self.method(path)
        except VectorError:
            return False
        return True

    def method(self, path: str) -> descriptor.MethodDescriptor:
        """Give a method by its path, for instance ``seldon.protos.Model/Predict``.

        Raises:
            VectorError: There is no such method.
        """
        service, _, name = path.partition("/")
        try:
            found: descriptor.MethodDescriptor
            found = self.pool.FindServiceByName(service).methods_by_name[name]
        except KeyError as error:
            raise VectorError(f"method: {path} (expected: one of the contract's protos)") from error
        return found


@functools.cache
def contract_descriptors() -> Descriptors:
    """Compile the contract's protos, once per process.

    Raises:
        VectorError: protoc refused them; its own message is on stderr.
    """
    root = contract_directory() / "proto"
    sources = sorted(str(path.relative_to(root)) for path in root.rglob("*.proto"))
    with (
        resources.as_file(resources.files("grpc_tools") / "_proto") as well_known,
        tempfile.TemporaryDirectory() as scratch,
    ):
        output = Path(scratch) / "contract.binpb"
        includes = [f"--proto_path={root}", f"--proto_path={well_known}"]
        options = ["--include_imports", f"--descriptor_set_out={output}"]
        if protoc.main(["protoc", *includes, *options, *sources]) != 0:
            raise VectorError(f"protos: protoc refuses them (expected: valid protos in {root})")
        return Descriptors(descriptor_pb2.FileDescriptorSet.FromString(output.read_bytes()))
