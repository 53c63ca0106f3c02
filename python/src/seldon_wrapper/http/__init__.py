"""HTTP/1.1 without the contract: bytes of a connection to requests, replies to bytes."""
