import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A component that does or tells what its container's tests ask for: the payload, a string, names
 * what.
 */
public class Probe implements SeldonComponent {

  @Override
  public Object predict(Input x) throws Exception {
    return switch ((String) x.value()) {
      case "doze" -> doze();
      case "die" -> die();
      case "orphan" -> said("sleep 0.2 >/dev/null & echo $!");
      case "environment" -> System.getenv();
      case "user" -> user();
      case "weights" -> weights();
      case "fetched" -> fetched();
      case "before_run" -> Files.readString(Path.of("/tmp/before-run.txt"));
      default -> "nothing";
    };
  }

  /** In flight for two seconds; the log says when that has begun. */
  private static String doze() throws InterruptedException {
    System.out.println("dozing");
    Thread.sleep(2000);
    return "awake";
  }

  /** Ends the server as a lack of memory would. */
  private static String die() throws IOException, InterruptedException {
    return said("kill -KILL " + ProcessHandle.current().pid());
  }

  /** What libraries ask about the user, and where it may write. */
  private static Map<String, Object> user() throws IOException, InterruptedException {
    String home = System.getProperty("user.home");
    List<String> writable =
        Stream.of("/tmp", "/dev/shm", home, "/microservice")
            .filter(place -> Files.isWritable(Path.of(place)))
            .toList();
    return Map.of(
        "name", System.getProperty("user.name"),
        "uid", Integer.parseInt(said("id -u")),
        "home", home,
        "writable", writable);
  }

  /** A model file by its relative and by its absolute path. */
  private static String weights() throws IOException {
    Path relative = Path.of("weights/bias.txt");
    return Files.readString(relative) + " " + Files.readString(Path.of("/microservice").resolve(relative));
  }

  /** The status of a URL, or why there is none. */
  private static String fetched() {
    try {
      var url = URI.create(System.getenv("PROBED_URL")).toURL();
      var connection = (HttpURLConnection) url.openConnection();
      connection.setConnectTimeout(10_000);
      return String.valueOf(connection.getResponseCode());
    } catch (IOException error) {
      return String.valueOf(error.getMessage());
    }
  }

  private static String said(String script) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("sh", "-c", script).start();
    String text = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    shell.waitFor();
    return text.strip();
  }
}
