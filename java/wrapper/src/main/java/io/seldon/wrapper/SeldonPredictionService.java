package io.seldon.wrapper;

/** The upstream interface by the name that its documentation gives. */
public interface SeldonPredictionService extends io.seldon.wrapper.api.SeldonPredictionService {}
