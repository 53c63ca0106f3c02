/** The gRPC face: bytes in, bytes out, errors as status (contract.md, DIS-4, ERR-1, HLT-4). */
@NullMarked
package io.seldon.wrapper.rpc;

import org.jspecify.annotations.NullMarked;
