package io.seldon.wrapper.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one application on one port, in one thread of its own.
 *
 * <p>Netty's portable transport: the native one unpacks a library into /tmp, which may be noexec.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int BACKLOG = 2048;
  private static final long SWEEP_MS = 1000;
  private static final long SOON_MS = 50;
  private static final long CLOSE_MS = 1000;

  private final String host;
  private final int port;
  private final Shared shared;
  private final Sweep sweep;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final CountDownLatch drained = new CountDownLatch(1);
  private @Nullable Channel listener;
  private @Nullable ScheduledFuture<?> sweeping;

  /**
   * Makes a server that listens nowhere.
   *
   * @param name of its thread
   * @param host the address to listen on
   * @param port a TCP port; 0 is any that is free
   * @param application answers requests
   * @param limits of one client
   */
  public HttpServer(
      String name, String host, int port, HttpApplication application, HttpLimits limits) {
    this.host = host;
    this.port = port;
    this.shared = new Shared(application, limits, drained::countDown);
    this.sweep = new Sweep(shared);
    this.group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    this.loop = group.next();
  }

  /**
   * Opens the port.
   *
   * @return the port, which matters if 0 was asked for
   * @throws IOException it can't be opened, with the port in the message
   */
  public int open() throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Connection connection = new Connection(shared);
                    channel.pipeline().addLast(new RequestDecoder(connection), connection);
                  }
                });
    try {
      Channel opened = bootstrap.bind(host, port).sync().channel();
      listener = opened;
      sweeping = sweepEvery(SWEEP_MS);
      return ((InetSocketAddress) opened.localAddress()).getPort();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("port " + port + ": interrupted", interrupted);
    } catch (Exception error) {
      // Netty throws the socket's IOException though nothing declares it.
      throw new IOException("port " + port + ": " + error.getMessage(), error);
    }
  }

  private ScheduledFuture<?> sweepEvery(long periodMs) {
    Runnable task =
        () -> {
          try {
            sweep.run(System.nanoTime());
          } catch (RuntimeException fault) {
            // What is thrown out of here would end all further sweeps, and with them all timeouts.
            LOG.error("a connection could not be looked at", fault);
          }
        };
    return loop.scheduleAtFixedRate(task, periodMs, periodMs, TimeUnit.MILLISECONDS);
  }

  /** Looks at every connection as if it were so much later; for tests, that need not wait then. */
  void sweepLater(double seconds) {
    long later = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    ask(
        () -> {
          sweep.run(System.nanoTime() + later);
          return true;
        },
        false);
  }

  /** Returns how many connections are open; from any thread. */
  public int connections() {
    return ask(shared.connections::size, 0);
  }

  /**
   * Listens no more, and makes each answer the last of its connection; from any thread.
   *
   * <p>A connection that is idle is given half a second, in which a request that crossed the order
   * to stop still arrives and is answered.
   */
  public void stopAccepting() {
    CountDownLatch closed = new CountDownLatch(1);
    // What the kernel has accepted for us is taken in before the listener is closed.
    loop.schedule(
        () -> {
          if (listener != null) {
            listener.close();
          }
          drain();
          // The kernel's socket is gone once the loop has looked at its channels again.
          loop.schedule(closed::countDown, 1, TimeUnit.MILLISECONDS);
        },
        SOON_MS,
        TimeUnit.MILLISECONDS);
    try {
      closed.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    shared.draining = true;
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    sweeping = sweepEvery(SOON_MS);
    if (shared.connections.isEmpty()) {
      drained.countDown();
    }
  }

  /**
   * Waits until what is in flight is answered and read by its client; after {@link #stopAccepting}.
   *
   * @param deadlineNanos of {@link System#nanoTime}
   * @return the paths of the requests whose answer was not with the client by then, sorted; they
   *     are cut off
   * @throws InterruptedException nobody wants to wait any more
   */
  public List<String> awaitDrained(long deadlineNanos) throws InterruptedException {
    long left = deadlineNanos - System.nanoTime();
    if (drained.await(Math.max(left, 0), TimeUnit.NANOSECONDS)) {
      return List.of();
    }
    List<String> cut = ask(this::targets, List.of());
    loop.execute(() -> List.copyOf(shared.connections).forEach(Connection::abort));
    return cut;
  }

  private List<String> targets() {
    return shared.connections.stream()
        .map(Connection::target)
        .filter(target -> !target.isEmpty())
        .sorted()
        .toList();
  }

  /** Closes the port and every connection, at once. */
  @Override
  public void close() {
    group.shutdownGracefully(0, CLOSE_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MS);
  }

  private <T> T ask(Callable<T> question, T otherwise) {
    try {
      return loop.submit(question).get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return otherwise;
    } catch (ExecutionException | RejectedExecutionException closed) {
      return otherwise;
    }
  }
}
