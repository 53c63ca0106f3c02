package io.seldon.wrapper.message;

/**
 * Numbers, row-major, without boxes.
 *
 * @param shape the size of each dimension; their product is the number of values
 * @param values NaN where a null came (PAY-7)
 */
public record NumericArray(int[] shape, double[] values) implements ArrayValue {}
