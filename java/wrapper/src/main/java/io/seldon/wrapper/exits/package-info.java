/**
 * The agent that keeps {@code System.exit} inside a call from ending a server (contract.md, ERR-8).
 *
 * <p>It is a jar of its own ({@code -javaagent:seldon-core-wrapper-<version>-exits.jar}), without
 * dependencies, since an agent's classes come before all others.
 */
@NullMarked
package io.seldon.wrapper.exits;

import org.jspecify.annotations.NullMarked;
