package io.seldon.wrapper.tftensor;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.tensorflow.framework.DataType;
import org.tensorflow.framework.TensorProto;
import org.tensorflow.framework.TensorShapeProto;

/** TensorProto to arrays and back (contract.md, PAY-12); both codecs use it. */
public final class TfTensors {
  private static final int MOST_DIMENSIONS = 32;
  private static final int MOST_BYTES = 100 * 1024 * 1024;

  private TfTensors() {}

  /**
   * Reads a tensor's values as the array that the component sees.
   *
   * @return numbers of any dtype as a {@link NumericArray}, booleans and strings as a {@link
   *     MixedArray}
   * @throws SeldonException 400 as PAY-12 has it
   */
  public static ArrayValue read(TensorProto tensor) {
    if (tensor.getTensorShape().getUnknownRank()) {
      throw SeldonException.badData("tftensor shape: unknown rank (expected: sizes of 0 or more)");
    }
    Dtype dtype = Dtype.of(tensor);
    int[] shape = shape(tensor, dtype);
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    if (tensor.getTensorContent().isEmpty()) {
      return TypedValues.read(tensor, dtype, shape, count);
    }
    return TensorContent.read(tensor.getTensorContent(), dtype, shape, count);
  }

  /**
   * Writes an array: numbers as {@code tensorContent} of DT_DOUBLE; strings and booleans, which
   * only a request that is answered as it came has (DIS-3), in their own fields.
   */
  public static TensorProto write(ArrayValue array) {
    return array instanceof NumericArray numbers ? numbers(numbers) : others((MixedArray) array);
  }

  private static TensorProto others(MixedArray array) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setTensorShape(shape(array));
    boolean areFlags = array.values().length > 0 && array.values()[0] instanceof Boolean;
    tensor.setDtype(areFlags ? DataType.DT_BOOL : DataType.DT_STRING);
    for (Object value : array.values()) {
      if (value instanceof Boolean flag) {
        tensor.addBoolVal(flag);
      } else {
        tensor.addStringVal(ByteString.copyFromUtf8(String.valueOf(value)));
      }
    }
    return tensor.build();
  }

  private static TensorShapeProto.Builder shape(ArrayValue array) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : array.shape()) {
      shape.addDimBuilder().setSize(size);
    }
    return shape;
  }

  private static TensorProto numbers(NumericArray array) {
    double[] values = array.values();
    byte[] content = new byte[Double.BYTES * values.length];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_DOUBLE)
        .setTensorShape(shape(array))
        .setTensorContent(UnsafeByteOperations.unsafeWrap(content))
        .build();
  }

  /** Checks the sizes; the product of what is returned fits an int. */
  private static int[] shape(TensorProto tensor, Dtype dtype) {
    TensorShapeProto shape = tensor.getTensorShape();
    int dimensions = shape.getDimCount();
    if (dimensions > MOST_DIMENSIONS) {
      throw SeldonException.badData(
          "tftensor shape: " + dimensions + " dimensions (expected: at most 32)");
    }
    long[] sizes = shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray();
    for (long size : sizes) {
      if (size < 0) {
        throw refused(sizes, "sizes of 0 or more");
      }
    }
    // Sizes of 0 count as 1, or a few bytes could ask for the names of 2^31 columns.
    long bytes = dtype.bytes();
    for (long size : sizes) {
      if (size > MOST_BYTES || bytes * Math.max(1, size) > MOST_BYTES) {
        throw refused(sizes, "values of at most " + MOST_BYTES + " bytes");
      }
      bytes *= Math.max(1, size);
    }
    int[] checked = new int[dimensions];
    for (int index = 0; index < dimensions; index++) {
      checked[index] = (int) sizes[index];
    }
    return checked;
  }

  private static SeldonException refused(long[] sizes, String expected) {
    return SeldonException.badData(
        "tftensor shape: " + Arrays.toString(sizes) + " (expected: " + expected + ")");
  }
}
