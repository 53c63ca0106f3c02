package io.seldon.wrapper.proto;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.seldon.protos.PredictionProtos;
import io.seldon.protos.PredictionProtos.DefaultData;
import io.seldon.protos.PredictionProtos.SeldonMessage;
import java.util.Random;

/** SeldonMessages of any form, made by the generated classes. */
final class RandomMessages {
  private static final int MOST = 5;
  private static final int FORMS = 6;

  private final Random random;

  RandomMessages(long seed) {
    random = new Random(seed);
  }

  SeldonMessage next() {
    SeldonMessage.Builder message = SeldonMessage.newBuilder();
    if (random.nextBoolean()) {
      message.setMeta(meta());
    }
    switch (random.nextInt(FORMS)) {
      case 0 -> message.setStrData(text());
      case 1 -> message.setJsonData(value(3));
      case 2 -> message.setData(data().setTensor(tensor()));
      case 3 -> message.setData(data().setNdarray(rows(0)));
      case 4 -> message.setData(data().setNdarray(rows(2)));
      default -> message.setData(data().setNdarray(cube()));
    }
    return message.build();
  }

  private DefaultData.Builder data() {
    DefaultData.Builder data = DefaultData.newBuilder();
    for (int count = random.nextInt(MOST); count > 0; count--) {
      data.addNames(text());
    }
    return data;
  }

  private PredictionProtos.Tensor.Builder tensor() {
    int rows = random.nextInt(MOST);
    int columns = random.nextInt(MOST);
    PredictionProtos.Tensor.Builder tensor =
        PredictionProtos.Tensor.newBuilder().addShape(rows).addShape(columns);
    for (int count = rows * columns; count > 0; count--) {
      tensor.addValues(random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian());
    }
    return tensor;
  }

  /** Rows of one length, of numbers, and with depth of nulls and other values too. */
  private ListValue.Builder rows(int depth) {
    int columns = random.nextInt(MOST);
    ListValue.Builder rows = ListValue.newBuilder();
    for (int count = random.nextInt(MOST); count > 0; count--) {
      ListValue.Builder row = ListValue.newBuilder();
      for (int column = 0; column < columns; column++) {
        row.addValues(depth == 0 ? number() : leaf());
      }
      rows.addValues(Value.newBuilder().setListValue(row));
    }
    return rows;
  }

  private ListValue.Builder cube() {
    ListValue.Builder layer = ListValue.newBuilder();
    for (int count = 1 + random.nextInt(MOST); count > 0; count--) {
      layer.addValues(number());
    }
    ListValue.Builder cube = ListValue.newBuilder();
    for (int count = 1 + random.nextInt(MOST); count > 0; count--) {
      ListValue inner =
          ListValue.newBuilder().addValues(Value.newBuilder().setListValue(layer)).build();
      cube.addValues(Value.newBuilder().setListValue(inner));
    }
    return cube;
  }

  private PredictionProtos.Meta.Builder meta() {
    PredictionProtos.Meta.Builder meta = PredictionProtos.Meta.newBuilder().setPuid(text());
    for (int count = random.nextInt(3); count > 0; count--) {
      meta.putTags(text(), value(2)).putRouting(text(), random.nextInt());
      meta.putRequestPath(text(), text());
      meta.addMetrics(
          PredictionProtos.Metric.newBuilder()
              .setKey(text())
              .setTypeValue(random.nextInt(3))
              .setValue(random.nextFloat())
              .putTags(text(), text()));
    }
    return meta;
  }

  private Value value(int depth) {
    if (depth == 0) {
      return leaf();
    }
    if (random.nextBoolean()) {
      ListValue.Builder list = ListValue.newBuilder();
      for (int count = random.nextInt(MOST); count > 0; count--) {
        list.addValues(value(depth - 1));
      }
      return Value.newBuilder().setListValue(list).build();
    }
    Struct.Builder fields = Struct.newBuilder();
    for (int count = random.nextInt(MOST); count > 0; count--) {
      fields.putFields(text(), value(depth - 1));
    }
    return Value.newBuilder().setStructValue(fields).build();
  }

  private Value leaf() {
    return switch (random.nextInt(4)) {
      case 0 -> Value.newBuilder().setStringValue(text()).build();
      case 1 -> Value.newBuilder().setBoolValue(random.nextBoolean()).build();
      case 2 -> Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build();
      default -> number();
    };
  }

  private Value number() {
    return Value.newBuilder().setNumberValue(random.nextGaussian()).build();
  }

  private String text() {
    return "aä€𝄞".repeat(random.nextInt(40)) + random.nextInt();
  }
}
