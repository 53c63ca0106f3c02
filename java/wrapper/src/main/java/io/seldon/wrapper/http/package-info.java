/**
 * HTTP/1.1 without the contract: bytes of a connection to requests, replies to bytes (LIM-6).
 *
 * <p>Everything of a server happens in the thread of its event loop, unless it says otherwise.
 */
@NullMarked
package io.seldon.wrapper.http;

import org.jspecify.annotations.NullMarked;
