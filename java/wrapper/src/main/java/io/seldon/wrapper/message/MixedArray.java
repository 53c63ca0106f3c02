package io.seldon.wrapper.message;

/**
 * Values that are not all numbers, row-major, each of its own type (PAY-7).
 *
 * @param shape the size of each dimension; their product is the number of values
 * @param values String, Double, Boolean, null, or Map for an object
 */
public record MixedArray(int[] shape, Object[] values) implements ArrayValue {}
