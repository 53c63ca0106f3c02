"""A TensorFlow model beside the server: both use protobuf and numpy in one process."""

import tensorflow as tf
from seldon_core.proto import prediction_pb2


class MyModel:
    """Adds up each row with a dense layer of ones."""

    def load(self):
        """Make the model; a real one would be read from a file."""
        ones = tf.keras.initializers.Ones()
        layers = [tf.keras.Input((2,)), tf.keras.layers.Dense(1, kernel_initializer=ones)]
        self.model = tf.keras.Sequential(layers)

    def predict(self, X, names):
        """Return the sum of each row, shape (n, 1), by way of both sides' protobuf messages."""
        theirs = tf.make_tensor_proto(X, tf.float32)
        ours = prediction_pb2.SeldonMessage()
        ours.data.tftensor.ParseFromString(theirs.SerializeToString())
        theirs.ParseFromString(ours.data.tftensor.SerializeToString())
        return self.model(tf.make_ndarray(theirs))

    def tags(self):
        """Return the version that answered."""
        return {"tensorflow": tf.__version__}
