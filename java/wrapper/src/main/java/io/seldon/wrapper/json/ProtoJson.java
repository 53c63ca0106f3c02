package io.seldon.wrapper.json;

import com.google.protobuf.Any;
import com.google.protobuf.AnyProto;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.WrappersProto;
import com.google.protobuf.util.JsonFormat;
import io.seldon.protos.PredictionProtos;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import java.util.Map;
import org.tensorflow.framework.TensorProto;

/** What protobuf's own JSON is for: customData (PAY-13) and TensorProto (PAY-12). */
final class ProtoJson {
  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(AnyProto.getDescriptor().getMessageTypes())
          .add(DurationProto.getDescriptor().getMessageTypes())
          .add(EmptyProto.getDescriptor().getMessageTypes())
          .add(FieldMaskProto.getDescriptor().getMessageTypes())
          .add(StructProto.getDescriptor().getMessageTypes())
          .add(TimestampProto.getDescriptor().getMessageTypes())
          .add(WrappersProto.getDescriptor().getMessageTypes())
          .add(PredictionProtos.getDescriptor().getMessageTypes())
          .add(TensorProto.getDescriptor())
          .build();

  private ProtoJson() {}

  /**
   * Reads customData.
   *
   * @param members the object's members
   * @param text the same object as JSON
   * @throws SeldonException 400 as PAY-13 has it
   */
  static Any any(Map<?, ?> members, String text) {
    if (!(members.get("@type") instanceof String url)) {
      throw SeldonException.badData("customData: none (expected: a key @type)");
    }
    if (!isKnown(url)) {
      String expected = "a known type; send it over gRPC";
      throw SeldonException.badData("customData: " + url + " (expected: " + expected + ")");
    }
    Any.Builder found = Any.newBuilder();
    try {
      JsonFormat.parser().usingTypeRegistry(TYPES).merge(text, found);
    } catch (InvalidProtocolBufferException | RuntimeException error) {
      throw SeldonException.badData("customData: malformed " + url);
    }
    return found.build();
  }

  /**
   * Writes customData.
   *
   * @throws SeldonException 500 for a type that is not known here, or content that is not of it
   */
  static String text(Any value) {
    String url = value.getTypeUrl();
    if (url.isEmpty()) {
      return "{}";
    }
    if (!isKnown(url)) {
      String expected = "a known type; ask over gRPC";
      String text = "customData answer: " + url + " (expected: " + expected + ")";
      throw new SeldonException(Fault.COMPONENT, text);
    }
    try {
      return JsonFormat.printer()
          .usingTypeRegistry(TYPES)
          .omittingInsignificantWhitespace()
          .print(value);
    } catch (InvalidProtocolBufferException | RuntimeException error) {
      String text = "customData answer: malformed " + url;
      throw new SeldonException(Fault.COMPONENT, text, error);
    }
  }

  /**
   * Reads a TensorProto; unknown keys are ignored.
   *
   * @throws SeldonException 400 if it is none
   */
  static TensorProto tensor(String text) {
    TensorProto.Builder found = TensorProto.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(text, found);
    } catch (InvalidProtocolBufferException | RuntimeException error) {
      throw SeldonException.badData("tftensor: malformed TensorProto");
    }
    return found.build();
  }

  private static boolean isKnown(String url) {
    return TYPES.find(url.substring(url.lastIndexOf('/') + 1)) != null;
  }
}
