package io.seldon.wrapper.serving;

import io.seldon.wrapper.dispatch.LoadException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says why a Spring application did not start, as every server of ours does, and sees to it that
 * the process ends (LIF-6, PAR-2).
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {
  private static final Logger LOG = LoggerFactory.getLogger(StartFailureReporter.class);
  private static final String SPRING = "org.springframework.";
  private static final String HANDLER = "org.springframework.boot.SpringBootExceptionHandler";
  private static final String MAIN = "main";

  @Override
  public boolean reportException(Throwable failure) {
    RuntimeException known = Exits.known(failure);
    RuntimeException told = known == null ? constructorsFault(failure) : known;
    endWith(told == null ? Exits.COMPONENT : Exits.code(told));
    if (told == null) {
      Exits.reportUnknown(failure);
      // Spring knows more of it, and tells that next.
      return false;
    }
    Exits.report(told);
    return true;
  }

  /** Returns what a bean's constructor threw, as that of a class without Spring; else null. */
  private static @Nullable LoadException constructorsFault(Throwable failure) {
    BeanInstantiationException deepest = null;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof BeanInstantiationException instantiation) {
        deepest = instantiation;
      }
    }
    Throwable cause = deepest == null ? null : deepest.getCause();
    return cause == null || cause.getClass().getName().startsWith(SPRING)
        ? null
        : ComponentClass.raised(deepest.getBeanClass(), cause);
  }

  /**
   * Has the process end with a code, once the exception has left {@code main}.
   *
   * <p>Spring Boot does so by itself for exceptions that bring a code. Others end the main thread
   * alone, and a thread that the component had begun would keep a process without a server alive.
   * Nothing public of Spring's takes a code for them.
   */
  private static void endWith(int code) {
    Thread thread = Thread.currentThread();
    ThreadGroup group = thread.getThreadGroup();
    if (!MAIN.equals(thread.getName()) || group == null || !MAIN.equals(group.getName())) {
      return;
    }
    try {
      Class<?> type = Class.forName(HANDLER);
      Method current = type.getDeclaredMethod("forCurrentThread");
      Method register = type.getDeclaredMethod("registerExitCode", int.class);
      current.setAccessible(true);
      register.setAccessible(true);
      register.invoke(current.invoke(null), code);
    } catch (ReflectiveOperationException | RuntimeException other) {
      LOG.warn("the process may go on, though its server did not start", other);
    }
  }
}
