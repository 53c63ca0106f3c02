package io.seldon.wrapper.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The life of a server, with faces that only note what is asked of them. */
class ServerTest {
  private final List<String> events = new ArrayList<>();
  private final ServerState state = new ServerState();

  /** A face that notes its life. */
  private class NotingFace implements Face {
    private final String name;
    private final List<String> cutOff;

    NotingFace(String name, String... cutOff) {
      this.name = name;
      this.cutOff = List.of(cutOff);
    }

    private void note(String what) {
      events.add("%s %s while %s".formatted(name, what, state.current().label()));
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void open() throws IOException {
      note("opens");
    }

    @Override
    public void stopAccepting() {
      note("accepts no more");
    }

    @Override
    public List<String> awaitDrained(long deadlineNanos) {
      note("is drained");
      return cutOff;
    }

    @Override
    public void close() {
      note("closes");
    }
  }

  private Server server(Runnable load, Face... faces) {
    return new Server(
        new Server.Subject("MyModel", ServiceType.MODEL, load),
        Settings.from(Map.of()),
        state,
        List.of(faces),
        new NotingFace("metrics"),
        () -> events.add("trace is sent"));
  }

  /** LIF-4: a probe finds the port open while load runs. */
  @Test
  void portsOpenBeforeLoad() {
    Server server =
        server(() -> events.add("loads while " + state.current().label()), new NotingFace("rest"));

    server.start();

    assertThat(events)
        .containsExactly(
            "metrics opens while listening", "rest opens while listening", "loads while loading");
    assertThat(state.current()).isEqualTo(State.READY);
    server.close();
  }

  /** LIF-5: all listeners stop before any is waited for; the metrics answer to the end. */
  @Test
  void bothProtocolsAreDrainedAndTheMetricsStayOpen() {
    Server server = server(() -> {}, new NotingFace("rest"), new NotingFace("grpc"));
    server.start();
    events.clear();

    int code = server.stop();

    assertThat(code).isZero();
    assertThat(events)
        .containsExactly(
            "rest accepts no more while draining",
            "grpc accepts no more while draining",
            "rest is drained while draining",
            "grpc is drained while draining",
            "metrics closes while draining",
            "rest closes while draining",
            "grpc closes while draining",
            "trace is sent");
  }

  /** LIF-5: who watches the exit code learns that a client got no answer. */
  @Test
  void aCallThatIsCutOffIsACodeOf1() {
    Server server = server(() -> {}, new NotingFace("rest", "predict over rest"));
    server.start();

    int code = server.stop();

    assertThat(code).isEqualTo(1);
  }

  /** A signal during load ends a server that was never ready. */
  @Test
  void aServerThatIsToldToStopWhileItLoadsDoesNotBecomeReady() {
    Server[] self = new Server[1];
    self[0] = server(() -> self[0].stop(), new NotingFace("rest"));

    self[0].start();

    assertThat(state.current()).isEqualTo(State.DRAINING);
  }

  /** The port is in the message, and the process ends as with every wrong setting. */
  @Test
  void aPortThatIsTakenIsAWrongSetting() {
    Server server =
        server(
            () -> {},
            new NotingFace("rest") {
              @Override
              public void open() throws IOException {
                throw new IOException("port 9000: Address already in use");
              }
            });

    ConfigurationException refused =
        catchThrowableOfType(ConfigurationException.class, server::start);

    assertThat(refused).hasMessage("a port cannot be opened: port 9000: Address already in use");
    assertThat(Exits.code(refused)).isEqualTo(2);
    server.close();
  }

  /** LIF-6: the server does not go on without its component. */
  @Test
  void aComponentThatDoesNotLoadEndsTheStart() {
    Server server =
        server(
            () -> {
              throw new LoadException("MyModel.load raised an error", "Mend it.");
            },
            new NotingFace("rest"));

    LoadException refused = catchThrowableOfType(LoadException.class, server::start);

    assertThat(refused.problem()).isEqualTo("MyModel.load raised an error");
    assertThat(Exits.code(refused)).isEqualTo(1);
    assertThat(state.current()).isEqualTo(State.LOADING);
    server.close();
  }
}
