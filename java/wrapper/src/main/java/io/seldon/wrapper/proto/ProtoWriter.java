package io.seldon.wrapper.proto;

import com.google.protobuf.Any;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.tftensor.TfTensors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of gRPC straight to bytes.
 *
 * <p>The outer fields are written by hand, so that the numbers of an array are copied once, into
 * the answer, and never boxed.
 */
public final class ProtoWriter {
  private static final int META = 2;
  private static final int DATA = 3;
  private static final int BINARY = 4;
  private static final int STRING = 5;
  private static final int JSON = 6;
  private static final int ANY = 7;
  private static final int NAMES = 1;
  private static final int TENSOR = 2;
  private static final int NDARRAY = 3;
  private static final int TFTENSOR = 4;

  private ProtoWriter() {}

  /**
   * Writes an answer as a SeldonMessage.
   *
   * @throws io.seldon.wrapper.errors.SeldonException 500 for what can't be sent (PAY-8, PAY-9)
   */
  public static byte[] message(Message message) {
    byte[] meta = MetaWriter.write(message.meta()).toByteArray();
    int metaBytes = WireWriter.fieldSize(meta.length);
    Kind kind = message.kind();
    if (kind == null) {
      WireWriter writer = new WireWriter(metaBytes);
      writer.head(META, meta.length);
      writer.raw(meta);
      return writer.bytes();
    }
    Part payload = payload(kind, message);
    int payloadBytes = payload.size();
    WireWriter writer =
        new WireWriter(Math.addExact(metaBytes, WireWriter.fieldSize(payloadBytes)));
    writer.head(META, meta.length);
    writer.raw(meta);
    writer.head(field(kind), payloadBytes);
    payload.writeTo(writer);
    return writer.bytes();
  }

  private static int field(Kind kind) {
    return switch (kind) {
      case TENSOR, NDARRAY, TFTENSOR -> DATA;
      case BINARY -> BINARY;
      case STRING -> STRING;
      case JSON -> JSON;
      case ANY -> ANY;
    };
  }

  private static Part payload(Kind kind, Message message) {
    Object value = message.value();
    return switch (kind) {
      case TENSOR -> data(message.names(), TENSOR, new TensorPart(present(value)));
      case NDARRAY -> {
        ArrayValue array = present(value);
        yield data(message.names(), NDARRAY, NdarrayWriter.part(array));
      }
      case TFTENSOR -> {
        ArrayValue array = present(value);
        yield data(message.names(), TFTENSOR, Part.of(TfTensors.write(array).toByteArray()));
      }
      case BINARY -> Part.of(present(value));
      case STRING -> {
        String text = present(value);
        yield Part.of(Utf8.checked(text).getBytes(StandardCharsets.UTF_8));
      }
      case JSON -> Part.of(Values.write(value, "jsonData answer").toByteArray());
      case ANY -> {
        Any any = present(value);
        yield Part.of(any.toByteArray());
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <T> T present(@Nullable Object value) {
    return (T) Objects.requireNonNull(value);
  }

  /** Makes {@code data} of names and one form. */
  private static Part data(List<String> names, int form, Part array) {
    byte[][] texts = new byte[names.size()][];
    int size = WireWriter.fieldSize(array.size());
    for (int index = 0; index < texts.length; index++) {
      texts[index] = Utf8.checked(names.get(index)).getBytes(StandardCharsets.UTF_8);
      size += WireWriter.fieldSize(texts[index].length);
    }
    int total = size;
    return new Part() {
      @Override
      public int size() {
        return total;
      }

      @Override
      public void writeTo(WireWriter writer) {
        for (byte[] text : texts) {
          writer.head(NAMES, text.length);
          writer.raw(text);
        }
        writer.head(form, array.size());
        array.writeTo(writer);
      }
    };
  }
}
