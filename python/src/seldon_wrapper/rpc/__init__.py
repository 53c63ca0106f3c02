"""The gRPC face: protobuf bytes to messages and back, and the services around dispatch."""
