package io.seldon.wrapper.tftensor;

import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.NumericArray;
import org.tensorflow.framework.TensorProto;

/** TensorProto to arrays and back (contract.md, PAY-12); both codecs use it. */
public final class TfTensors {
  private TfTensors() {}

  /**
   * Reads a tensor's values as the array that the component sees.
   *
   * @throws io.seldon.wrapper.errors.SeldonException 400 as PAY-12 has it
   */
  public static ArrayValue read(TensorProto tensor) {
    throw new UnsupportedOperationException("tftensor");
  }

  /** Writes numbers as {@code tensorContent} of DT_DOUBLE. */
  public static TensorProto write(NumericArray array) {
    throw new UnsupportedOperationException("tftensor");
  }
}
