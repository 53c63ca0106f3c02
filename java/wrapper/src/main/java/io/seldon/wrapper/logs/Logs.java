package io.seldon.wrapper.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import io.seldon.wrapper.settings.LogFormat;
import io.seldon.wrapper.settings.LogLevel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log: a record for each event on stderr; what the component prints, on stdout (LOG-1). */
public final class Logs {
  private static final String NAME = "SELDON";

  private Logs() {}

  /**
   * Sends every logger of the process to stderr, in place of any other console; files that a
   * project writes its log to beside it stay.
   *
   * @param level of all loggers but those that the project gives another one
   */
  public static void configure(LogLevel level, LogFormat format) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    // Whoever asks for another logging library has its own log.
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      configure(context, level, format);
    }
    if (format == LogFormat.JSON) {
      Thread.setDefaultUncaughtExceptionHandler(
          (thread, error) ->
              LoggerFactory.getLogger(Logs.class)
                  .error("an exception ends the thread {}", thread.getName(), error));
    }
  }

  private static void configure(LoggerContext context, LogLevel level, LogFormat format) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    List<Appender<ILoggingEvent>> consoles = new ArrayList<>();
    for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
      if (all.next() instanceof ConsoleAppender<ILoggingEvent> console) {
        consoles.add(console);
      }
    }
    consoles.forEach(
        console -> {
          root.detachAppender(console);
          console.stop();
        });
    root.addAppender(stderr(context, format));
    root.setLevel(Level.toLevel(level == LogLevel.WARNING ? "WARN" : level.name()));
    // A stack trace for each message that is too long, of which its client is told (LIM-1).
    context.getLogger("io.grpc.netty.NettyServerStream").setLevel(Level.ERROR);
    // Who asks for the access log gets it, whatever the level of the rest.
    context.getLogger("seldon_wrapper.access").setLevel(Level.INFO);
  }

  private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext context, LogFormat format) {
    RecordEncoder encoder = format == LogFormat.JSON ? new JsonEncoder() : new TextEncoder();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setName(NAME);
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
