"""The import names of upstream that components use."""

import importlib

import pytest

from seldon_core import Storage
from seldon_core.flask_utils import SeldonMicroserviceException
from seldon_wrapper.errors import from_exception


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("seldon_core", ["Storage"]),
        (
            "seldon_core.user_model",
            ["SeldonComponent", "SeldonResponse", "SeldonNotImplementedError"],
        ),
        ("seldon_core.flask_utils", ["SeldonMicroserviceException", "SeldonNotImplementedError"]),
        (
            "seldon_core.metrics",
            ["create_counter", "create_gauge", "create_timer", "validate_metrics", "COUNTER"],
        ),
        ("seldon_core.proto", ["prediction_pb2"]),
        (
            "seldon_core.proto.prediction_pb2",
            ["SeldonMessage", "DefaultData", "Tensor", "Feedback"],
        ),
        ("seldon_core.proto.prediction_pb2_grpc", ["ModelStub", "add_ModelServicer_to_server"]),
    ],
)
def test_the_names_are_there(module, names):
    """An import that fails is a component that does not build."""
    importlib.import_module("seldon_core.proto.prediction_pb2")

    found = importlib.import_module(module)

    assert [name for name in names if not hasattr(found, name)] == []


def test_an_exception_keeps_its_status_and_reason():
    """ERR-5: upstream's signature, positional and named."""
    error = from_exception(SeldonMicroserviceException("no", 403, reason="MINE"))

    assert (error.http_status, error.grpc_code, error.reason, error.info) == (
        403,
        "PERMISSION_DENIED",
        "MINE",
        "no",
    )


def test_storage_gives_the_path_of_a_mount(tmp_path):
    """Both ways to write a path, and nothing is copied."""
    assert Storage.download(str(tmp_path)) == str(tmp_path)
    assert Storage.download(f"file://{tmp_path}") == str(tmp_path)


def test_storage_refuses_what_it_can_not_fetch(tmp_path):
    """The message says what to do instead."""
    with pytest.raises(ValueError, match="model URI") as scheme:
        Storage.download("gs://bucket/model")
    with pytest.raises(FileNotFoundError) as missing:
        Storage.download(str(tmp_path / "none"))

    assert str(scheme.value) == (
        "model URI: gs://bucket/model (expected: a path or file://; mount the model and name it)"
    )
    assert str(missing.value) == (
        f"model URI: nothing at {tmp_path}/none (expected: a file or folder that is mounted there)"
    )


def test_raw_methods_get_from_messages_to_values():
    """Upstream's names for it, which components with ``predict_raw`` import."""
    utils = importlib.import_module("seldon_core.utils")
    body = {"data": {"tensor": {"shape": [1, 2], "values": [1.0, 2.0]}}}

    message = utils.json_to_seldon_message(body)

    assert utils.get_data_from_proto(message).tolist() == [[1.0, 2.0]]
    assert utils.seldon_message_to_json(message) == body
    assert utils.json_to_feedback({"reward": 0.5}).reward == 0.5
    assert len(utils.json_to_seldon_messages({"seldonMessages": [body]}).seldonMessages) == 1
