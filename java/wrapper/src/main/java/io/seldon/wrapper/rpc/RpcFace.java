package io.seldon.wrapper.rpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.seldon.wrapper.calls.CallQueue;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.life.Face;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.observing.CallObserver;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gRPC face: seven services, health and reflection on one port (contract.md, DIS-4, HLT-4).
 *
 * <p>grpc's own callbacks run in Netty's threads, since all that is done there is short; the
 * component's threads are those of the queue.
 */
public final class RpcFace implements Face {
  private static final int METADATA_THREADS = 2;
  private static final long IDLE_THREAD_S = 60;
  // Load balancers and meshes keep connections alive by pings, also between calls; by default a
  // server takes two of them for an attack and hangs up.
  private static final long LEAST_PING_INTERVAL_S = 5;
  // Bytes that are read at once, as many as a connection has needed: a large message comes in two
  // reads, where Netty's own limit makes ten of it, a fifth more time for the whole call.
  private static final AdaptiveRecvByteBufAllocator READ_BUFFERS =
      new AdaptiveRecvByteBufAllocator(64, 2048, 512 * 1024);

  private final RpcServerFactory factory;
  private final CallTimeout timeout;
  private final ExecutorService metadata = threads();
  private final Set<Object> inFlight = ConcurrentHashMap.newKeySet();
  private @Nullable Server server;

  /**
   * Puts the server together; the port stays closed.
   *
   * @param dispatcher answers the verbs
   * @param queue runs its calls
   * @param observer is told of each call of a verb
   * @param state whether verbs are answered yet; health follows it
   * @param settings port, limits and timeout
   */
  public RpcFace(
      Dispatcher dispatcher,
      CallQueue queue,
      CallObserver observer,
      ServerState state,
      Settings settings) {
    this(
        dispatcher,
        queue,
        observer,
        state,
        settings,
        new InetSocketAddress(settings.host(), settings.grpcPort()));
  }

  RpcFace(
      Dispatcher dispatcher,
      CallQueue queue,
      CallObserver observer,
      ServerState state,
      Settings settings,
      InetSocketAddress address) {
    timeout = new CallTimeout(settings.grpcTimeoutS());
    factory = new RpcServerFactory(address, List.of(builder -> configure(builder, settings)));
    List<ServerServiceDefinition> services =
        new ArrayList<>(
            Services.all(
                verb ->
                    new VerbHandler(
                        new VerbAnswer(verb, dispatcher),
                        queue,
                        observer,
                        state,
                        timeout,
                        inFlight),
                dispatcher,
                metadata));
    EndingStreams ending = new EndingStreams(state);
    for (BindableService reflection : reflections()) {
      services.add(ServerInterceptors.intercept(reflection, ending));
    }
    Set<String> names = new LinkedHashSet<>(List.of(HealthGrpc.SERVICE_NAME));
    services.forEach(service -> names.add(service.getServiceDescriptor().getName()));
    services.add(new HealthService(state, names).bindService());
    services.forEach(factory::addService);
  }

  private static void configure(NettyServerBuilder builder, Settings settings) {
    builder
        .directExecutor()
        .withChildOption(ChannelOption.TCP_NODELAY, true)
        .withChildOption(ChannelOption.RECVBUF_ALLOCATOR, READ_BUFFERS)
        .maxInboundMessageSize(settings.grpcMaxMessageBytes())
        .permitKeepAliveWithoutCalls(true)
        .permitKeepAliveTime(LEAST_PING_INTERVAL_S, TimeUnit.SECONDS);
  }

  // The older version is deprecated, and what most tools in the field still ask for.
  @SuppressWarnings("deprecation")
  private static List<BindableService> reflections() {
    return List.of(ProtoReflectionServiceV1.newInstance(), ProtoReflectionService.newInstance());
  }

  private static ExecutorService threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            METADATA_THREADS,
            METADATA_THREADS,
            IDLE_THREAD_S,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "grpc-metadata");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  @Override
  public String name() {
    return "grpc";
  }

  @Override
  public void open() throws IOException {
    server = factory.createServer().start();
  }

  /** Returns the port, once it is open; it matters if 0 was asked for. */
  public int port() {
    return Objects.requireNonNull(server, "not open").getPort();
  }

  @Override
  public void stopAccepting() {
    if (server != null) {
      server.shutdown();
    }
  }

  @Override
  public List<String> awaitDrained(long deadlineNanos) throws InterruptedException {
    Server open = server;
    if (open == null) {
      return List.of();
    }
    long left = Math.max(0, deadlineNanos - System.nanoTime());
    if (open.awaitTermination(left, TimeUnit.NANOSECONDS)) {
      return List.of();
    }
    List<String> cutOff = inFlight.stream().map(Object::toString).sorted().toList();
    open.shutdownNow();
    return cutOff;
  }

  @Override
  public void close() {
    if (server != null) {
      server.shutdownNow();
    }
    metadata.shutdownNow();
    timeout.close();
  }
}
