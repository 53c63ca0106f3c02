package io.seldon.wrapper.rpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Hands messages over as bytes: they are decoded in the component's thread, by our own codec. */
final class ByteMarshaller implements MethodDescriptor.Marshaller<byte[]> {

  @Override
  public InputStream stream(byte[] message) {
    return new MessageStream(message);
  }

  @Override
  public byte[] parse(InputStream stream) {
    try {
      if (!(stream instanceof KnownLength)) {
        return stream.readAllBytes();
      }
      // One array of the right length; readNBytes(int) would read pieces, and put them together.
      byte[] message = new byte[stream.available()];
      int length = stream.readNBytes(message, 0, message.length);
      return length == message.length ? message : Arrays.copyOf(message, length);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  /** A message on its way out, which grpc takes in one piece and knows the length of. */
  private static final class MessageStream extends ByteArrayInputStream
      implements KnownLength, Drainable {
    MessageStream(byte[] message) {
      super(message);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int length = count - pos;
      target.write(buf, pos, length);
      pos = count;
      return length;
    }
  }
}
