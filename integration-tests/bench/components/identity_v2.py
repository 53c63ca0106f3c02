"""The same subject for MLServer: each input becomes an array of its own, and is answered."""

from mlserver import MLModel
from mlserver.codecs import NumpyCodec, StringCodec
from mlserver.types import InferenceRequest, InferenceResponse


class Identity(MLModel):
    """Answers its inputs, numbers as arrays and BYTES as strings."""

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        outputs = []
        for request in payload.inputs:
            codec = StringCodec if request.datatype == "BYTES" else NumpyCodec
            outputs.append(codec.encode_output(request.name, codec.decode_input(request)))
        return InferenceResponse(model_name=self.name, id=payload.id, outputs=outputs)
