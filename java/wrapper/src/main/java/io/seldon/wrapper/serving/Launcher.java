package io.seldon.wrapper.serving;

import io.seldon.wrapper.calls.CallQueue;
import io.seldon.wrapper.dispatch.ComponentDispatcher;
import io.seldon.wrapper.dispatch.ComponentInspector;
import io.seldon.wrapper.life.Face;
import io.seldon.wrapper.life.ServerState;
import io.seldon.wrapper.life.State;
import io.seldon.wrapper.metrics.ServerMetrics;
import io.seldon.wrapper.observing.CallObserver;
import io.seldon.wrapper.observing.ServerObserver;
import io.seldon.wrapper.rest.RestFace;
import io.seldon.wrapper.rpc.RpcFace;
import io.seldon.wrapper.settings.ServiceType;
import io.seldon.wrapper.settings.Settings;
import io.seldon.wrapper.tracing.Tracer;
import io.seldon.wrapper.tracing.Tracing;
import java.util.ArrayList;
import java.util.List;

/** Puts a server together for a component, and does what the process was started for. */
final class Launcher {
  private final Settings settings;
  private final Runnable afterwards;

  /**
   * Makes a launcher.
   *
   * @param afterwards done once the server has stopped, before the process ends
   */
  Launcher(Settings settings, Runnable afterwards) {
    this.settings = settings;
    this.afterwards = afterwards;
  }

  /**
   * Says what a component is, without making it, and ends the process (LIF-8).
   *
   * @throws io.seldon.wrapper.dispatch.LoadException it is none
   */
  void look(Class<?> type) {
    System.out.println(found(type));
    end(0);
  }

  /**
   * Serves a component until a signal comes, or tries it and ends the process, by {@link Mode}.
   *
   * @throws io.seldon.wrapper.dispatch.LoadException it can't be served
   * @throws io.seldon.wrapper.settings.ConfigurationException a port can't be opened
   */
  void launch(Object component) {
    Class<?> type = ComponentInspector.typeOf(component);
    switch (Mode.current()) {
      case CHECK_OFF -> {
        System.out.println(type.getSimpleName() + " was not tried");
        end(0);
      }
      case CHECK_IMPORT -> look(type);
      case CHECK_LOAD -> {
        String found = found(type);
        new ComponentDispatcher(component, settings, metrics(type).component()).load();
        System.out.println(found + ", made and loaded");
        end(0);
      }
      case TRAIN -> train(component, type);
      case SERVE -> serve(component, type);
    }
  }

  private void serve(Object component, Class<?> type) {
    Server server = assemble(component, type);
    StopSignals.take(() -> end(server.stop()));
    start(server);
  }

  private void train(Object component, Class<?> type) {
    Server server = assemble(component, type);
    start(server);
    new Rehearsal(settings, serviceType(type).verb()).run();
    end(server.stop());
  }

  private static void start(Server server) {
    try {
      server.start();
    } catch (RuntimeException | Error failed) {
      server.close();
      throw failed;
    }
  }

  private void end(int code) {
    afterwards.run();
    System.out.flush();
    System.exit(code);
  }

  private String found(Class<?> type) {
    return "%s is a %s: it can be imported".formatted(type.getSimpleName(), serviceType(type));
  }

  private ServiceType serviceType(Class<?> type) {
    return ComponentInspector.serviceType(type, settings.serviceType());
  }

  private ServerMetrics metrics(Class<?> type) {
    return new ServerMetrics(settings, type.getSimpleName());
  }

  /** Puts a server together; its ports are closed yet. */
  Server assemble(Object component, Class<?> type) {
    ServiceType serviceType = serviceType(type);
    ServerMetrics metrics = metrics(type);
    ComponentDispatcher dispatcher =
        new ComponentDispatcher(component, settings, metrics.component());
    CallQueue queue = new CallQueue(settings.threads(), settings.queueSize());
    ServerState state = new ServerState();
    metrics.gauge(
        "ready",
        "1 if the worker is ready for calls, else 0.",
        () -> state.current() == State.READY ? 1 : 0);
    metrics.gauge("calls_waiting", "Calls that wait for a thread.", queue::waiting);
    metrics.gauge("calls_running", "Calls inside the component.", queue::running);
    Tracer tracer = Tracing.start(settings, System.getenv(), type.getSimpleName());
    CallObserver observer = new ServerObserver(metrics.requests(), settings.accessLog(), tracer);
    List<Face> faces = new ArrayList<>();
    if (settings.serveRest()) {
      faces.add(new RestFace(dispatcher, queue, observer, state, settings));
    }
    if (settings.serveGrpc()) {
      faces.add(new RpcFace(dispatcher, queue, observer, state, settings));
    }
    return new Server(
        new Server.Subject(type.getSimpleName(), serviceType, dispatcher::load),
        settings,
        state,
        faces,
        new MetricsPort(settings, metrics::exposition),
        tracer == null ? () -> {} : tracer::stop);
  }
}
