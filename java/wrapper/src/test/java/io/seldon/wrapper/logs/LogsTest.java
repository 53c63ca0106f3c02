package io.seldon.wrapper.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.seldon.wrapper.settings.LogFormat;
import io.seldon.wrapper.settings.LogLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Which records are written (LOG-1, LOG-4). */
class LogsTest {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @AfterEach
  void asBefore() {
    Logs.configure(LogLevel.INFO, LogFormat.TEXT);
  }

  @ParameterizedTest
  @CsvSource({"DEBUG, DEBUG", "INFO, INFO", "WARNING, WARN", "ERROR, ERROR"})
  void theLevelIsThatOfAllLoggers(LogLevel level, String expected) {
    Logs.configure(level, LogFormat.TEXT);

    assertThat(context.getLogger("my.Model").getEffectiveLevel())
        .isEqualTo(Level.valueOf(expected));
  }

  /** LOG-4: whatever the level. */
  @Test
  void theAccessLogIsWrittenAtEveryLevel() {
    Logs.configure(LogLevel.ERROR, LogFormat.TEXT);

    assertThat(context.getLogger("seldon_wrapper.access").isInfoEnabled()).isTrue();
  }

  /** LIM-1: its client is told, and no stack trace says more. */
  @Test
  void aMessageThatIsTooLongIsNoWarningOfGrpcs() {
    Logs.configure(LogLevel.INFO, LogFormat.TEXT);

    assertThat(context.getLogger("io.grpc.netty.NettyServerStream").isWarnEnabled()).isFalse();
  }
}
