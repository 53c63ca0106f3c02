package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;

/** Turns what a component threw into the error its caller gets (ERR-4, ERR-5, ERR-8). */
final class Thrown {
  private Thrown() {}

  static SeldonException toError(Throwable thrown) {
    Throwable found = unwrapped(thrown);
    if (found instanceof SeldonException error) {
      return error;
    }
    if (found instanceof ComponentException error) {
      return SeldonException.ofComponent(textOf(error), error.statusCode(), error.reason(), error);
    }
    SeldonException ofSpring = SpringStatus.errorOf(found);
    if (ofSpring != null) {
      return ofSpring;
    }
    String text = textOf(found);
    // What is no Exception, as StackOverflowError, says little without its name.
    String info = found instanceof Exception ? text : Types.nameOf(found) + ": " + text;
    return new SeldonException(Fault.COMPONENT, info, found);
  }

  /** Returns an exception's text, or the name of its class. */
  static String textOf(Throwable thrown) {
    String text = messageOf(thrown);
    return text == null || text.isEmpty() ? Types.nameOf(thrown) : text;
  }

  private static @Nullable String messageOf(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException error) {
      return null; // an exception that can't say what it is
    }
  }

  /** Takes off what a proxy puts around a checked exception. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable found = thrown;
    while (found instanceof UndeclaredThrowableException
        || found instanceof InvocationTargetException) {
      Throwable cause = found.getCause();
      if (cause == null) {
        break;
      }
      found = cause;
    }
    return found;
  }
}
