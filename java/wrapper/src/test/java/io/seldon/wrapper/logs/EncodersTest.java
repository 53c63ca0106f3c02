package io.seldon.wrapper.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.seldon.wrapper.context.CallContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** The two forms of a log record (LOG-2, LOG-3). */
class EncodersTest {
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static LoggingEvent event(String message, @Nullable Throwable error) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("my.Logger"), Level.WARN, message, error, null);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    return event;
  }

  private static String text(LoggingEvent event, CallContext call) {
    return new TextEncoder().format(event, call).substring("2026-01-02 03:04:05,678 ".length());
  }

  /** Outside a call there is nothing to name. */
  @Test
  void aRecordOutsideACallIsPlain() {
    byte[] record = new TextEncoder().encode(event("grün", null));

    assertThat(new String(record, StandardCharsets.UTF_8))
        .endsWith(",678 WARNING my.Logger: grün\n");
  }

  /** Who has a puid finds all that belongs to it. */
  @Test
  void aRecordNamesItsCall() {
    CallContext call = new CallContext(TRACEPARENT);
    call.enter();
    CallContext.notePuid("p1");

    assertThat(text(event("m", null), call))
        .isEqualTo("WARNING my.Logger: m (puid p1, trace 4bf92f3577b34da6a3ce929d0e0e4736)\n");
  }

  /** A caller must not be able to write lines of its own into the log. */
  @Test
  void aPuidThatCouldBeTakenForMoreIsShownAsJson() {
    CallContext call = new CallContext("");
    call.enter();
    CallContext.notePuid("a b\nä" + "x".repeat(200));

    assertThat(text(event("m", null), call))
        .isEqualTo("WARNING my.Logger: m (puid \"a b\\n\\u00e4" + "x".repeat(123) + "\")\n");
  }

  /** A trace of zeros, or of a wrong length, is none. */
  @Test
  void aMalformedTraceparentIsNone() {
    CallContext call = new CallContext("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01");

    assertThat(text(event("m", null), call)).isEqualTo("WARNING my.Logger: m\n");
  }

  /** A stack trace follows on lines of its own. */
  @Test
  void aStackTraceFollows() {
    String record = new TextEncoder().format(event("m", new IllegalStateException("why")), null);

    assertThat(record)
        .contains("WARNING my.Logger: m\njava.lang.IllegalStateException: why\n\tat ");
  }

  /** One object a line, whatever is in it. */
  @Test
  void jsonIsOneObjectALine() {
    LoggingEvent event = event("a\n\"b\"", null);
    event.setKeyValuePairs(
        List.of(new KeyValuePair("ms", 1.5), new KeyValuePair("level", "forged")));
    CallContext call = new CallContext(TRACEPARENT);
    call.enter();
    CallContext.notePuid("p1");

    assertThat(new JsonEncoder().format(event, call))
        .isEqualTo(
            "{\"ms\":1.5,\"level\":\"WARNING\",\"time\":\"2026-01-02T03:04:05.678Z\","
                + "\"logger\":\"my.Logger\",\"message\":\"a\\n\\\"b\\\"\",\"pid\":"
                + ProcessHandle.current().pid()
                + ",\"puid\":\"p1\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\","
                + "\"span_id\":\"00f067aa0ba902b7\"}\n");
  }
}
