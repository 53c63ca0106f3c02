"""Components that take whole messages: ``*_raw``, ``*_rest`` and ``*_grpc``."""

from google.protobuf import json_format
from seldon_core.proto import prediction_pb2
from seldon_core.user_model import SeldonComponent, SeldonNotImplementedError
from seldon_core.utils import get_data_from_proto, json_to_seldon_message, seldon_message_to_json


def _tensor(*values):
    tensor = prediction_pb2.Tensor(shape=[1, len(values)], values=values)
    return prediction_pb2.SeldonMessage(data=prediction_pb2.DefaultData(names=["r"], tensor=tensor))


class RawByTransport(SeldonComponent):
    """Answers a dict to a dict and a message to a message."""

    def _answer(self, request):
        if isinstance(request, prediction_pb2.SeldonMessage):
            return _tensor(9, 9)
        return {"data": {"names": ["r"], "ndarray": [[9, 9]]}, "meta": {"tags": {"raw": True}}}

    def predict_raw(self, request):
        return self._answer(request)

    def transform_input_raw(self, request):
        return self._answer(request)

    def transform_output_raw(self, request):
        return self._answer(request)

    def route_raw(self, request):
        if isinstance(request, prediction_pb2.SeldonMessage):
            return _tensor(1)
        return {"data": {"tensor": {"shape": [1, 1], "values": [1]}}}

    def aggregate_raw(self, requests):
        if isinstance(requests, prediction_pb2.SeldonMessageList):
            return requests.seldonMessages[-1]
        return requests["seldonMessages"][-1]

    def send_feedback_raw(self, feedback):
        return prediction_pb2.SeldonMessage(strData=f"reward {feedback.reward}")

    def health_status_raw(self):
        return {"data": {"ndarray": [[1, 2, 3]]}}

    def tags(self):
        return {"not": "added"}

    def metrics(self):
        return [{"type": "COUNTER", "key": "myraw", "value": 1}]


class RawEcho:
    """Echoes what it got, without a base class."""

    def predict_raw(self, request):
        return request

    def transform_input_raw(self, request):
        return request


class RawWithStatus(SeldonComponent):
    """Sets the HTTP status by the message's status."""

    def predict_raw(self, request):
        status = {
            "code": 400,
            "status": "FAILURE",
            "info": "the check failed",
            "reason": "MY_CHECK",
        }
        if isinstance(request, dict):
            return {"status": status, "meta": {"tags": {"checked": True}}}
        return json_format.ParseDict({"status": status}, prediction_pb2.SeldonMessage())


class RawByUtils(SeldonComponent):
    """Converts with upstream's functions, whatever the transport."""

    def predict_raw(self, request):
        is_json = isinstance(request, dict)
        message = json_to_seldon_message(request) if is_json else request
        values = get_data_from_proto(message)
        answer = _tensor(*(values * 2).ravel())
        return seldon_message_to_json(answer) if is_json else answer


class RawDeclines(SeldonComponent):
    """Falls through to the plain method."""

    def predict_raw(self, request):
        raise SeldonNotImplementedError("not raw")

    def predict(self, X, names, meta=None):
        return X

    def transform_input_raw(self, request):
        raise SeldonNotImplementedError("not raw")

    def transform_input(self, X, names, meta=None):
        return X * 2


class RawRaises(SeldonComponent):
    def predict_raw(self, request):
        raise ValueError("raw failed")


class ByTransport:
    """The older names, for one transport each."""

    def predict_rest(self, request):
        return {"strData": "by rest", "meta": {}}

    def predict_grpc(self, request):
        return prediction_pb2.SeldonMessage(strData="by grpc")


class PassThrough(SeldonComponent):
    """Wants the bytes as they came (PAYLOAD_PASSTHROUGH)."""

    def predict_raw(self, request):
        if isinstance(request, prediction_pb2.SeldonMessage):
            return prediction_pb2.SeldonMessage(strData="a message")
        return b'{"length": %d}' % len(request)
