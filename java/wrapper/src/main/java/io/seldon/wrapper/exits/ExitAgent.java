package io.seldon.wrapper.exits;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Has {@code Runtime.exit} and {@code Runtime.halt} ask first whether they may.
 *
 * <p>{@code System.exit} and every library come through these two. Whom they ask is the server's
 * business: an {@link java.util.function.IntConsumer} among the system properties, which throws to
 * refuse. Where there is none, they end the process as ever.
 */
public final class ExitAgent {
  private static final String RUNTIME = "java/lang/Runtime";

  private ExitAgent() {}

  /**
   * Changes the two methods; called by the JVM before {@code main}.
   *
   * @param arguments none are known
   * @param instrumentation the JVM's
   */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    ClassFileTransformer transformer = new Transformer();
    instrumentation.addTransformer(transformer, true);
    try {
      instrumentation.retransformClasses(Runtime.class);
    } catch (Exception | LinkageError error) {
      // The server is as good as without the agent, and nothing else has been touched.
      System.err.println("NOTICE: System.exit of a component will end the server: " + error);
    } finally {
      instrumentation.removeTransformer(transformer);
    }
  }

  private static final class Transformer implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> type,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      return RUNTIME.equals(name) ? new RuntimePatch(classFile).patched() : null;
    }
  }
}
