package io.seldon.wrapper.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signal ends the process, also where the way to its end fails (LIF-5). */
class StopSignalsTest {
  private static final long WAIT_S = 120;

  @ParameterizedTest
  @CsvSource({"ends, 0", "fails, 1"})
  void aSignalEndsTheProcess(String way, int code) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Stoppable.class.getName(),
            way);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      byte[] up = process.getInputStream().readNBytes("up\n".length());
      process.destroy();

      assertThat(up).isEqualTo("up\n".getBytes(StandardCharsets.UTF_8));
      assertThat(process.waitFor(WAIT_S, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
    } finally {
      process.destroyForcibly();
    }
  }
}
