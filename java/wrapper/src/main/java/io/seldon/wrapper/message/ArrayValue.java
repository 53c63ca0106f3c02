package io.seldon.wrapper.message;

/** An array of any number of dimensions, row-major. */
public sealed interface ArrayValue permits NumericArray, MixedArray {

  /** Returns the size of each dimension; not a copy. */
  int[] shape();
}
