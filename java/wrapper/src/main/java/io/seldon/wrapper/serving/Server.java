package io.seldon.wrapper.serving;

import io.seldon.wrapper.dispatch.LoadException;
import io.seldon.wrapper.life.Face;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.life.State;
import io.seldon.wrapper.settings.ConfigurationException;
import io.seldon.wrapper.settings.ServiceType;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one server: ports open, component loaded, ready, drained (contract.md, LIF).
 *
 * <p>The component is made already when this begins. {@link #start} runs in the main thread, {@link
 * #stop} in the thread of a signal, and may come at any time.
 */
public final class Server {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final double NANOS_PER_S = 1e9;

  private final Subject subject;
  private final Settings settings;
  private final ServerState state;
  private final List<Face> faces;
  private final Face metrics;
  private final Runnable flush;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Face> opened = new ArrayList<>();

  /**
   * What is served.
   *
   * @param name the component's class
   * @param load gets the component ready, or throws a LoadException
   */
  record Subject(String name, ServiceType type, Runnable load) {}

  /**
   * Puts a server together; nothing happens yet.
   *
   * @param faces of the protocols that are served
   * @param metrics the metrics' port, open until the end
   * @param flush sends what is left of the trace
   */
  Server(
      Subject subject,
      Settings settings,
      ServerState state,
      List<Face> faces,
      Face metrics,
      Runnable flush) {
    this.subject = subject;
    this.settings = settings;
    this.state = state;
    this.faces = faces;
    this.metrics = metrics;
    this.flush = flush;
  }

  /**
   * Opens the ports, loads the component and becomes ready (LIF-4).
   *
   * @throws ConfigurationException a port cannot be opened
   * @throws LoadException the component's load failed
   */
  public void start() {
    open(metrics);
    faces.forEach(this::open);
    Thread alive = new Thread(this::awaitStop, "seldon-server");
    alive.setDaemon(false);
    alive.start();
    advance(State.LOADING);
    long began = System.nanoTime();
    subject.load().run();
    if (advance(State.READY)) {
      LOG.info(
          "ready: {} as {}, load took {} s; {}",
          subject.name(),
          subject.type(),
          "%.1f".formatted((System.nanoTime() - began) / NANOS_PER_S),
          ports());
    }
  }

  /**
   * Ends the server as LIF-5 has it.
   *
   * @return the exit code: 1 if a call was cut off
   */
  public int stop() {
    advance(State.DRAINING);
    try {
      TimeUnit.NANOSECONDS.sleep((long) (settings.shutdownDelayS() * NANOS_PER_S));
      return drain();
    } catch (InterruptedException now) {
      Thread.currentThread().interrupt();
      return Exits.COMPONENT;
    } finally {
      close();
    }
  }

  /** Ends everything at once; what is in flight is cut off. */
  public void close() {
    synchronized (opened) {
      opened.forEach(Face::close);
      opened.clear();
    }
    flush.run();
    stopped.countDown();
  }

  private int drain() throws InterruptedException {
    List<Face> draining;
    synchronized (opened) {
      draining = opened.stream().filter(face -> face != metrics).toList();
    }
    draining.forEach(Face::stopAccepting);
    long deadline = System.nanoTime() + (long) (settings.drainTimeoutS() * NANOS_PER_S);
    int code = 0;
    for (Face face : draining) {
      List<String> cutOff = face.awaitDrained(deadline);
      if (!cutOff.isEmpty()) {
        LOG.error(
            "DRAIN_TIMEOUT_S: calls over {} still running after {} s are cut off: {}",
            face.name().equals("grpc") ? "gRPC" : "REST",
            plain(settings.drainTimeoutS()),
            String.join(", ", cutOff));
        code = Exits.COMPONENT;
      }
    }
    return code;
  }

  private void open(Face face) {
    synchronized (opened) {
      try {
        face.open();
      } catch (IOException error) {
        throw new ConfigurationException(List.of("a port cannot be opened: " + error.getMessage()));
      }
      opened.add(face);
    }
  }

  /** Notes how far the server is, unless it is further already. */
  private synchronized boolean advance(State next) {
    if (state.current().compareTo(next) >= 0) {
      return false;
    }
    state.become(next);
    return true;
  }

  /** Keeps the process alive: every other thread of the server may be a daemon. */
  private void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private String ports() {
    List<String> served = new ArrayList<>();
    if (settings.serveRest()) {
      served.add("REST on " + settings.httpPort());
    }
    if (settings.serveGrpc()) {
      served.add("gRPC on " + settings.grpcPort());
    }
    served.add("metrics on " + settings.metricsPort());
    return String.join(", ", served);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
