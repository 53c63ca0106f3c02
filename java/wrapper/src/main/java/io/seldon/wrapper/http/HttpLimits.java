package io.seldon.wrapper.http;

/**
 * What one client may make a server hold, and for how long.
 *
 * @param maxBodyBytes longest body in bytes
 * @param receiveTimeoutS longest time from a request's first byte to its last, and for which a
 *     client may take nothing of its answer, in seconds
 */
public record HttpLimits(int maxBodyBytes, double receiveTimeoutS) {}
