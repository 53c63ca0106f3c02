package io.seldon.wrapper.serving;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Takes the signals that end a server, so that the process may end with 0 (LIF-5).
 *
 * <p>With a shutdown hook in place of a handler the JVM would end with 143. {@code sun.misc.Signal}
 * is looked up by name, since javac warns of it in a way that nothing turns off.
 */
final class StopSignals {
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  private static final AtomicReference<@Nullable Runnable> STOP = new AtomicReference<>();
  private static final AtomicBoolean TAKEN = new AtomicBoolean();

  private StopSignals() {}

  /**
   * Has something done when the first signal comes, in a thread of its own, in place of what was to
   * be done until now.
   *
   * @param stop ends the process
   */
  static void take(Runnable stop) {
    if (STOP.getAndSet(stop) == null) {
      handle();
    }
  }

  private static void stop() {
    Runnable stop = STOP.get();
    if (stop != null && TAKEN.compareAndSet(false, true)) {
      new Thread(() -> end(stop), "seldon-stop").start();
    }
  }

  /** Ends the process even where the way to its end fails. */
  private static void end(Runnable stop) {
    try {
      stop.run();
    } catch (RuntimeException | Error fault) {
      LoggerFactory.getLogger(StopSignals.class).error("the server could not stop", fault);
      System.exit(Exits.COMPONENT);
    }
  }

  private static void handle() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                stop();
                return null;
              });
      Method handle = signal.getMethod("handle", signal, handler);
      for (String name : NAMES) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("no signals: the module jdk.unsupported is missing", missing);
    }
  }
}
