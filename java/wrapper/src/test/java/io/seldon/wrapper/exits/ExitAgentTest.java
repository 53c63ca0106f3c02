package io.seldon.wrapper.exits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent does to a JVM that is started with it (ERR-8). */
class ExitAgentTest {
  private static final List<Class<?>> CLASSES =
      List.of(ExitAgent.class, RuntimePatch.class, ExitConstants.class);

  @TempDir Path folder;

  @Test
  void aCallOutlivesEveryWayToEndTheProcess() throws Exception {
    Process process = start("exit", "halt", "reflection");

    assertThat(read(process.getInputStream()))
        .isEqualTo("500 SystemExit: 3\n500 SystemExit: 3\n500 SystemExit: 3\n");
    assertThat(read(process.getErrorStream())).isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void outsideOfACallTheProcessEndsAsEver() throws Exception {
    Process process = start("exit", "end");

    assertThat(read(process.getInputStream())).isEqualTo("500 SystemExit: 3\nhook ran\n");
    assertThat(process.waitFor()).isEqualTo(5);
  }

  @Test
  void outsideOfACallTheProcessMayBeHalted() throws Exception {
    Process process = start("stop");

    assertThat(read(process.getInputStream())).isEmpty();
    assertThat(process.waitFor()).isEqualTo(6);
  }

  private Process start(String... words) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-javaagent:" + agent(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.seldon.wrapper.dispatch.ExitProbe"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  /** Makes the jar, as the build does. */
  private Path agent() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", ExitAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("exits.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Class<?> type : CLASSES) {
        add(out, type.getName());
      }
      add(out, ExitAgent.class.getName() + "$Transformer");
    }
    return jar;
  }

  private static void add(JarOutputStream out, String className) throws IOException {
    String path = className.replace('.', '/') + ".class";
    out.putNextEntry(new JarEntry(path));
    try (InputStream in = ExitAgent.class.getClassLoader().getResourceAsStream(path)) {
      in.transferTo(out);
    }
    out.closeEntry();
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    in.transferTo(bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
