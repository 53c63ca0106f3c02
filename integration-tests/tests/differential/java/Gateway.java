import io.seldon.wrapper.Verb;
import io.seldon.wrapper.component.FeedbackInput;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.dispatch.ComponentDispatcher;
import io.seldon.wrapper.dispatch.Dispatcher;
import io.seldon.wrapper.dispatch.MetricsRecorder;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.json.JsonReader;
import io.seldon.wrapper.json.JsonWriter;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.Request;
import io.seldon.wrapper.proto.ProtoReader;
import io.seldon.wrapper.proto.ProtoWriter;
import io.seldon.wrapper.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import py4j.GatewayServer;

/**
 * What the differential tests ask of the Java library: its codecs and its dispatcher, one step a
 * call.
 *
 * <p>What can be refused gives a {@link Step}: bytes or a text, or the error as one line.
 */
public final class Gateway {
  private static final Dispatcher DISPATCHER =
      new ComponentDispatcher(new Identity(), Settings.from(Map.of()), new Uncounted());

  /** What came of a step: {@code text} and {@code bytes} are null where it has none. */
  public record Step(String text, byte[] bytes, String error) {}

  /** Reads a body and shows what the component would see. */
  public Step read(String transport, String what, byte[] body) {
    return tried(() -> new Step(Shown.of(request(transport, what, body)), null, null));
  }

  /** Reads a SeldonMessage and writes it for the same or the other transport. */
  public Step translated(String from, String to, byte[] body) {
    return tried(() -> new Step(null, written(to, (Message) request(from, "message", body)), null));
  }

  /** Answers a verb of the identity model, all in one transport. */
  public Step answered(String verb, String transport, byte[] body) {
    Verb asked = Verb.valueOf(verb);
    String what =
        switch (asked) {
          case AGGREGATE -> "messages";
          case SEND_FEEDBACK -> "feedback";
          default -> "message";
        };
    return tried(
        () -> {
          Request request = request(transport, what, body);
          byte[] answer = DISPATCHER.answer(asked, request, message -> written(transport, message));
          return new Step(null, answer, null);
        });
  }

  private static Request request(String transport, String what, byte[] body) {
    boolean isJson = transport.equals("rest");
    return switch (what) {
      case "messages" -> isJson ? JsonReader.messages(body, "body") : ProtoReader.messages(body);
      case "feedback" -> isJson ? JsonReader.feedback(body, "body") : ProtoReader.feedback(body);
      default -> isJson ? JsonReader.message(body, "body") : ProtoReader.message(body);
    };
  }

  private static byte[] written(String transport, Message message) {
    return transport.equals("rest") ? JsonWriter.message(message) : ProtoWriter.message(message);
  }

  private static Step tried(Supplier<Step> step) {
    try {
      return step.get();
    } catch (SeldonException error) {
      return new Step(null, null, error.httpStatus() + " " + error.reason() + " " + error.info());
    }
  }

  /** Serves until its standard input ends; prints the port. */
  public static void main(String[] words) throws IOException {
    GatewayServer server =
        new GatewayServer.GatewayServerBuilder(new Gateway())
            .javaPort(0)
            .serverSocketFactory(new WithoutDelay())
            .build();
    server.start();
    System.out.println(server.getListeningPort());
    while (System.in.read() >= 0) {
      // Nobody writes; the end is that of who has started this.
    }
    server.shutdown();
  }

  /** Answers what it is asked; the first, of several. */
  public static final class Identity implements SeldonComponent {
    @Override
    public Object predict(Input x) {
      return x.value();
    }

    @Override
    public Object aggregate(List<Input> inputs) {
      return inputs.get(0).value();
    }

    @Override
    public Object sendFeedback(FeedbackInput feedback) {
      return null;
    }
  }

  private static final class Uncounted implements MetricsRecorder {
    @Override
    public void record(List<Metric> metrics, String methodLabel) {}

    @Override
    public void recordFeedback(float reward) {}
  }

  /** Makes sockets that send at once: else an answer of more than 8 kB waits 44 ms. */
  private static final class WithoutDelay extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      throw new UnsupportedOperationException("py4j binds the socket itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      throw new UnsupportedOperationException("py4j binds the socket itself");
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      throw new UnsupportedOperationException("py4j binds the socket itself");
    }
  }
}
