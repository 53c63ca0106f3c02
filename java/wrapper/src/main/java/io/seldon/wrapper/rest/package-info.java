/** The REST face: who is asked for which path, and all ways to send a message over HTTP. */
@NullMarked
package io.seldon.wrapper.rest;

import org.jspecify.annotations.NullMarked;
