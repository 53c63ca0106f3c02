package io.seldon.wrapper.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.seldon.wrapper.context.CallContext;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * {@code <time> <level> <logger>: <message> (puid p, trace t)}; a stack trace on lines of its own
 * (LOG-2).
 */
final class TextEncoder extends RecordEncoder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS").withZone(ZoneId.systemDefault());
  // A puid comes from the caller: what could be taken for other fields or lines is shown as JSON.
  private static final Pattern PLAIN_PUID = Pattern.compile("[!-~]+");

  @Override
  String format(ILoggingEvent event, @Nullable CallContext call) {
    StringBuilder record = new StringBuilder();
    TIME.formatTo(event.getInstant(), record);
    record.append(' ').append(level(event)).append(' ').append(event.getLoggerName());
    record.append(": ").append(event.getFormattedMessage());
    appendCall(record, puid(call), call == null ? "" : call.traceId());
    return record.append('\n').append(stackTrace(event)).toString();
  }

  private static void appendCall(StringBuilder record, String puid, String traceId) {
    String before = " (";
    if (!puid.isEmpty()) {
      record.append(before).append("puid ").append(shown(puid));
      before = ", ";
    }
    if (!traceId.isEmpty()) {
      record.append(before).append("trace ").append(traceId);
      before = ", ";
    }
    if (before.equals(", ")) {
      record.append(')');
    }
  }

  private static String shown(String puid) {
    if (PLAIN_PUID.matcher(puid).matches()) {
      return puid;
    }
    StringBuilder ascii = new StringBuilder().append('"');
    for (char each : JsonStringEncoder.getInstance().quoteAsCharArray(puid)) {
      ascii.append(each > '~' ? "\\u%04x".formatted((int) each) : String.valueOf(each));
    }
    return ascii.append('"').toString();
  }
}
