package io.seldon.wrapper.rpc;

import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.grpc.server.NettyGrpcServerFactory;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/**
 * Makes the server of Spring's gRPC starter, but leaves it to us when it opens and how it ends.
 *
 * <p>The starter's own life cycle opens the port with Spring's context and closes it in one go; a
 * port of ours opens before {@code load} and drains in steps (LIF-4, LIF-5).
 */
final class RpcServerFactory extends NettyGrpcServerFactory {
  private final InetSocketAddress address;

  /**
   * Prepares a server.
   *
   * @param customizers change the builder, the later ones last
   */
  RpcServerFactory(
      InetSocketAddress address, List<ServerBuilderCustomizer<NettyServerBuilder>> customizers) {
    super(address.toString(), customizers, null, null, null);
    this.address = address;
  }

  /** Takes an address of any kind, IPv6 too, where Spring reads a text. */
  @Override
  protected NettyServerBuilder newServerBuilder() {
    return NettyServerBuilder.forAddress(address);
  }

  /** Adds the services without a line in the log for each. */
  @Override
  protected void configureServices(
      NettyServerBuilder builder, List<ServerServiceDefinition> services) {
    builder.addServices(services);
  }
}
