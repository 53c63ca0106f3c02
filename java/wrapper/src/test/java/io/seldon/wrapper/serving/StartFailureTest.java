package io.seldon.wrapper.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a process of Spring's ends whose server did not start (LIF-6, PAR-2). */
class StartFailureTest {
  private static final long WAIT_S = 120;

  @TempDir Path folder;

  /** What a process left behind. */
  private record Ended(int code, String stderr) {}

  private Ended run(String application, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BrokenApplication.class.getName(), application));
    Path log = folder.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return ended(builder.start(), log);
  }

  private static Ended ended(Process process, Path log) throws IOException, InterruptedException {
    boolean hasEnded = process.waitFor(WAIT_S, TimeUnit.SECONDS);
    process.destroyForcibly();
    String text = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(hasEnded).as(text).isTrue();
    return new Ended(process.exitValue(), text);
  }

  /** As where there is no Spring; a thread of the component's own keeps nothing alive. */
  @Test
  void aConstructorThatThrowsEndsTheProcess() throws Exception {
    Ended ended = run("OfConstructor");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.stderr())
        .contains("ERROR io.seldon.wrapper.serving.Exits: the component cannot be loaded\n")
        .endsWith(
            "ERROR: new Broken raised java.lang.IllegalStateException: no weights\n"
                + "REMEDY: Mend the component's constructor, or what it needs at start (files,"
                + " parameters).\n");
  }

  @Test
  void whatNobodyKnowsEndsTheProcess() throws Exception {
    Ended ended = run("OfRunner", "-Dseldon.server.enabled=false");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.stderr())
        .contains(
            "ERROR: the server did not start: java.lang.NoClassDefFoundError: a/B\n"
                + "REMEDY: Mend what it names; the log has more of it, and the place.\n")
        .contains("Application run failed");
  }

  @Test
  void aPropertyThatIsWrongIsAWrongSetting() throws Exception {
    Ended ended = run("OfConstructor", "-Dseldon.check=all");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.stderr())
        .contains("ERROR: --check: 'all' (expected: one of off, import, load)\n");
  }
}
