package io.seldon.wrapper.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.seldon.wrapper.context.CallContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes log records in one of the two forms; what they share is here (contract.md, LOG). */
abstract class RecordEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final int MAX_PUID_CHARACTERS = 128;

  /** Returns the record with the line break at its end. */
  abstract String format(ILoggingEvent event, @Nullable CallContext call);

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    // Records are written in the thread that logs, which is the one that answers the call.
    return format(event, CallContext.current()).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the level by the names of SELDON_LOG_LEVEL. */
  static String level(ILoggingEvent event) {
    Level level = event.getLevel();
    if (level == Level.WARN) {
      return "WARNING";
    }
    return level == Level.TRACE ? "DEBUG" : level.toString();
  }

  static String puid(@Nullable CallContext call) {
    String puid = call == null ? "" : call.puid();
    return puid.substring(0, Math.min(puid.length(), MAX_PUID_CHARACTERS));
  }

  /** Returns the stack trace with its causes, lines that each end; empty if there is none. */
  static String stackTrace(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? ""
        : ThrowableProxyUtil.asString(event.getThrowableProxy());
  }
}
