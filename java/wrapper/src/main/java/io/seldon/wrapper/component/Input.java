package io.seldon.wrapper.component;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.ArrayValue;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.NumericArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a component is asked with: one payload, its names and meta.
 *
 * <p>A component that takes any payload looks at {@link #value}; one that needs numbers asks for
 * {@link #matrix} or {@link #array}, which refuse the request where there are none.
 */
public final class Input {
  private final Message message;

  /**
   * Shows a message.
   *
   * @param message as a codec read it
   */
  public Input(Message message) {
    this.message = message;
  }

  /** Returns the kind of the payload, or null where there is none (FBK-2). */
  public @Nullable Kind kind() {
    return message.kind();
  }

  /**
   * Returns the payload, as {@link Message} says. It is the component's own: changing it changes
   * nothing else (PAY-17).
   */
  public @Nullable Object value() {
    return message.value();
  }

  /** Returns one name per column, or none. */
  public List<String> names() {
    return message.names();
  }

  /** Returns what travels beside the payload. */
  public Meta meta() {
    return message.meta();
  }

  /** Returns whether the payload is an array of numbers (PAY-14). */
  public boolean isNumeric() {
    return message.value() instanceof NumericArray;
  }

  /** Returns the size of each dimension; empty if the payload is no array. */
  public int[] shape() {
    return message.value() instanceof ArrayValue array ? array.shape().clone() : new int[0];
  }

  /**
   * Returns the payload as numbers, of any number of dimensions.
   *
   * @throws SeldonException if it is not numeric (400)
   */
  public NumericArray array() {
    if (message.value() instanceof NumericArray array) {
      return array;
    }
    throw SeldonException.badData("X: not numeric (expected: numbers)");
  }

  /**
   * Returns the payload as rows and columns; one dimension is one row.
   *
   * @throws SeldonException if it is not numeric, or has three dimensions or more (400)
   */
  public double[][] matrix() {
    return Matrices.rows(array());
  }
}
