package io.seldon.wrapper.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Writes the first lines of replies; the date is made once a second. */
final class HeadWriter {
  /** The most bytes that a head has beside its headers. */
  static final int MOST_BYTES = 256;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] LENGTH = ascii("Content-Length: ");
  private static final byte[] LINE_END = ascii("\r\n");
  private static final byte[] END = ascii("\r\n\r\n");
  private static final int STATUSES = 600;
  private static final int TEN = 10;
  private static final int MOST_DIGITS = 10;

  private final byte[][] lines = new byte[STATUSES][];
  private final byte[] digits = new byte[MOST_DIGITS];
  private byte[] date = {};
  private long until = System.nanoTime();

  /**
   * Writes all bytes before the body.
   *
   * @param status from 100 to 599
   * @param headers further lines, each with its CRLF
   * @param length bytes of the body; below 0 for a status that has none
   * @param keepAlive whether the connection stays open
   */
  void write(ByteBuf out, int status, byte[] headers, int length, boolean keepAlive) {
    out.writeBytes(line(status)).writeBytes(date());
    if (!keepAlive) {
      out.writeBytes(CLOSE);
    }
    out.writeBytes(headers);
    if (length < 0) {
      out.writeBytes(LINE_END);
      return;
    }
    out.writeBytes(LENGTH);
    int first = MOST_DIGITS;
    int rest = length;
    do {
      digits[--first] = (byte) ('0' + rest % TEN);
      rest /= TEN;
    } while (rest > 0);
    out.writeBytes(digits, first, MOST_DIGITS - first).writeBytes(END);
  }

  private byte[] line(int status) {
    byte[] line = lines[status];
    if (line == null) {
      String phrase = HttpResponseStatus.valueOf(status).reasonPhrase();
      line = ascii("HTTP/1.1 " + status + " " + phrase + "\r\n");
      lines[status] = line;
    }
    return line;
  }

  private byte[] date() {
    long now = System.nanoTime();
    if (now - until >= 0) {
      until = now + TimeUnit.SECONDS.toNanos(1);
      date = ascii("Date: " + DATE.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\n");
    }
    return date;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
