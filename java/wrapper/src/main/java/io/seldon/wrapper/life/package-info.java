/** How far a server is, and what its faces have to do for it (contract.md, LIF). */
@NullMarked
package io.seldon.wrapper.life;

import org.jspecify.annotations.NullMarked;
