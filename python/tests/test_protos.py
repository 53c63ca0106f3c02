"""Message classes without generated code: two pools, and the JSON forms of both."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest
from google.protobuf import any_pb2, duration_pb2, struct_pb2, wrappers_pb2

from seldon_core.proto import prediction_pb2, prediction_pb2_grpc
from seldon_wrapper import descriptors, protos
from seldon_wrapper.errors import ComponentError, PayloadError

SERVICES = {
    "Generic": ["TransformInput", "TransformOutput", "Route", "Aggregate", "SendFeedback"],
    "Model": ["Predict", "SendFeedback", "Metadata"],
    "Router": ["Route", "SendFeedback"],
    "Transformer": ["TransformInput"],
    "OutputTransformer": ["TransformOutput"],
    "Combiner": ["Aggregate"],
    "Seldon": ["Predict", "SendFeedback", "ModelMetadata", "GraphMetadata"],
}
# Field number and name of each message, as upstream has had them since 1.3 (facts, 1.1).
FIELDS = {
    "SeldonMessage": "1 status 2 meta 3 data 4 binData 5 strData 6 jsonData 7 customData",
    "DefaultData": "1 names 2 tensor 3 ndarray 4 tftensor",
    "Tensor": "1 shape 2 values",
    "Meta": "1 puid 2 tags 3 routing 4 requestPath 5 metrics",
    "Metric": "1 key 2 type 3 value 4 tags",
    "SeldonMessageList": "1 seldonMessages",
    "Status": "1 code 2 info 3 reason 4 status",
    "Feedback": "1 request 2 response 3 reward 4 truth",
    "RequestResponse": "1 request 2 response",
    "SeldonModelMetadataRequest": "1 name",
    "SeldonMessageMetadata": "1 messagetype 2 schema 3 name 4 datatype 5 shape",
    "SeldonModelMetadata": "1 name 2 versions 3 platform 4 inputs 5 outputs 6 custom",
    "SeldonGraphMetadata": "1 name 2 models 3 inputs 4 outputs",
}


def _alone(code):
    """Run code in an interpreter of its own, for the default pool is one per process."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", FIELDS)
def test_messages_are_upstreams(name):
    """A number that moves would be read as something else by every client."""
    for cls in (protos.message(f"seldon.protos.{name}"), getattr(prediction_pb2, name)):
        fields = sorted(cls.DESCRIPTOR.fields_by_number.items())

        assert " ".join(f"{number} {field.name}" for number, field in fields) == FIELDS[name]


def test_services_are_upstreams():
    """All seven, with every rpc."""
    found = {name.removeprefix("seldon.protos."): rpcs for name, rpcs in protos.services().items()}

    assert found == SERVICES


def test_messages_take_those_of_other_packages():
    """Components put together messages of protobuf's default pool; across pools it would refuse."""
    message = prediction_pb2.SeldonMessage(jsonData=struct_pb2.Value(number_value=1))
    message.customData.CopyFrom(any_pb2.Any(type_url="a/b"))

    assert message.customData.type_url == "a/b"
    assert prediction_pb2.Metric(type="GAUGE").type == prediction_pb2.Metric.GAUGE == 1
    assert prediction_pb2.Status.StatusFlag.Value("FAILURE") == prediction_pb2.Status.FAILURE == 1


def test_servicers_and_stubs_are_there_for_each_service():
    """Upstream's generated module has these names, and tests of components use them."""
    for name in SERVICES:
        for attribute in (f"{name}Stub", f"{name}Servicer", f"add_{name}Servicer_to_server"):
            assert hasattr(prediction_pb2_grpc, attribute)


def test_the_server_leaves_the_default_pool_alone():
    """A TensorFlow that the component imports later must find its names free."""
    _alone("""
        from google.protobuf.descriptor_pool import Default
        from google.protobuf import descriptor_pb2
        import seldon_wrapper.rpc.server, seldon_wrapper.rpc.decode
        for name in ("tensorflow.TensorProto", "seldon.protos.Meta", "grpc.health.v1.Health",
                     "google.rpc.Status"):
            try:
                Default().FindFileContainingSymbol(name)
            except KeyError:
                continue
            raise SystemExit(name)
        file = descriptor_pb2.FileDescriptorProto(name="tensorflow/core/framework/tensor.proto")
        file.package = "tensorflow"
        file.message_type.add(name="TensorProto")
        Default().AddSerializedFile(file.SerializeToString())
    """)


def test_another_tensor_proto_in_the_default_pool_is_used():
    """TensorFlow's is, so that ``tf.make_tensor_proto`` fits into ``tftensor``."""
    _alone("""
        from google.protobuf.descriptor_pool import Default
        from google.protobuf import descriptor_pb2
        file = descriptor_pb2.FileDescriptorProto(name="elsewhere/tensor.proto", syntax="proto3")
        file.package = "tensorflow"
        field = file.message_type.add(name="TensorProto").field.add(name="mine", number=4)
        field.type, field.label = field.TYPE_BYTES, field.LABEL_OPTIONAL
        Default().AddSerializedFile(file.SerializeToString())
        from seldon_core.proto import prediction_pb2
        from seldon_wrapper.rpc.decode import message_of
        message = prediction_pb2.SeldonMessage()
        message.data.tftensor.mine = b"x"
        from seldon_wrapper import protos
        parsed = protos.SeldonMessage.FromString(message.SerializeToString())
        assert parsed.data.tftensor.tensor_content == b"x"
    """)


def test_a_components_own_prediction_module_is_used():
    """Some bring their own copy of the proto; two of one name would be refused by protobuf."""
    _alone("""
        from google.protobuf.descriptor_pool import Default
        from google.protobuf import any_pb2, descriptor_pb2, empty_pb2, struct_pb2
        from seldon_wrapper import descriptors
        for file in descriptors.files().values():
            if file.name.startswith(("tensorflow", "seldon")):
                file.name = file.name.replace("seldon/protos/", "")
                Default().AddSerializedFile(file.SerializeToString())
        from seldon_core.proto import prediction_pb2, prediction_pb2_grpc
        assert prediction_pb2.DESCRIPTOR.name == "prediction.proto"
        assert prediction_pb2.SeldonMessage(strData="x").SerializeToString() == b"*\\x01x"
    """)


def test_an_installed_tensorflow_is_imported_first(tmp_path):
    """Imported after ours, it would fail, and the component with it."""
    package = tmp_path / "tensorflow" / "core" / "framework"
    package.mkdir(parents=True)
    for folder in (package, package.parent, package.parent.parent):
        (folder / "__init__.py").touch()
    (package / "tensor_pb2.py").write_text(
        textwrap.dedent("""
        from google.protobuf.descriptor_pool import Default
        from google.protobuf import descriptor_pb2
        file = descriptor_pb2.FileDescriptorProto(name="tensorflow/core/framework/tensor.proto")
        file.package, file.syntax = "tensorflow", "proto3"
        file.message_type.add(name="TensorProto")
        Default().AddSerializedFile(file.SerializeToString())
        """)
    )
    _alone(f"""
        import sys
        sys.path.insert(0, {str(tmp_path)!r})
        from seldon_core.proto import prediction_pb2
        assert "tensorflow.core.framework.tensor_pb2" in sys.modules
        assert not prediction_pb2.DefaultData().tftensor.DESCRIPTOR.fields
    """)


def test_custom_data_of_a_known_type_is_read_from_json():
    """Protobuf's own types are known without the component importing them (PAY-13)."""
    found = protos.any_from_json(
        {"@type": "type.googleapis.com/google.protobuf.Duration", "value": "1.5s"}
    )

    duration = duration_pb2.Duration()
    assert found.Unpack(duration)
    assert duration.ToMilliseconds() == 1500
    assert protos.any_to_json(found) == {
        "@type": "type.googleapis.com/google.protobuf.Duration",
        "value": "1.500s",
    }


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {"@type": "type.googleapis.com/x.Y"},
            "customData: type.googleapis.com/x.Y (expected: a known type; send it over gRPC)",
        ),
        ({"a": 1}, "customData: none (expected: a key @type)"),
        ({"@type": 1}, "customData: none (expected: a key @type)"),
        (
            {"@type": "type.googleapis.com/google.protobuf.Duration", "value": "soon"},
            "customData: malformed type.googleapis.com/google.protobuf.Duration",
        ),
    ],
)
def test_custom_data_that_cannot_be_read_is_refused(value, expected):
    """The message says what to do instead."""
    with pytest.raises(PayloadError) as excinfo:
        protos.any_from_json(value)

    assert str(excinfo.value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            any_pb2.Any(type_url="type.googleapis.com/x.Y"),
            "customData answer: type.googleapis.com/x.Y (expected: a known type; ask over gRPC)",
        ),
        (
            any_pb2.Any(type_url="a/google.protobuf.Duration", value=b"\xff"),
            "customData answer: malformed a/google.protobuf.Duration",
        ),
    ],
)
def test_custom_data_without_a_json_form_is_refused(value, expected):
    """It is the component's answer that has none."""
    with pytest.raises(ComponentError) as excinfo:
        protos.any_to_json(value)

    assert str(excinfo.value) == expected


def test_an_any_of_another_pool_has_a_json_form():
    """A raw message of ours and a component's Any are of different pools."""
    packed = any_pb2.Any()
    packed.Pack(wrappers_pb2.StringValue(value="x"))
    private = protos.SeldonMessage(customData={"type_url": packed.type_url, "value": packed.value})

    assert protos.any_to_json(private.customData) == protos.any_to_json(packed)


def test_raw_messages_have_json_forms():
    """A method that was written for one transport serves the other (DIS-7)."""
    json = {"data": {"names": ["a"], "tensor": {"shape": [1], "values": ["NaN"]}}, "unknown": 1}

    message = protos.json_to_proto(json, "SeldonMessage")

    assert isinstance(message, prediction_pb2.SeldonMessage)
    del json["unknown"]
    assert protos.proto_to_json(message) == protos.as_json(message) == json
    assert protos.as_json(json) is json


def test_json_that_is_no_message_is_refused():
    """With the place, in protobuf's own words."""
    with pytest.raises(PayloadError) as excinfo:
        protos.json_to_proto({"reward": "x"}, "Feedback")

    assert str(excinfo.value).startswith("body: malformed Feedback: Failed to parse reward field: ")


def test_an_answer_that_is_no_message_is_refused():
    """The component's fault, with the type that it returned."""
    with pytest.raises(ComponentError) as excinfo:
        protos.proto_to_json(1)

    assert str(excinfo.value) == "answer: int (expected: a SeldonMessage or a dict)"


def test_files_come_after_what_they_import():
    """A pool refuses a file whose imports it does not have yet."""
    seen: set[str] = set()
    for name, file in descriptors.files().items():
        assert set(file.dependency) <= seen
        seen.add(name)
