package io.seldon.wrapper.rest;

import io.seldon.wrapper.errors.SeldonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a multipart body apart (RFC 7578).
 *
 * <p>Of our own, since the body is whole when it is looked at: Netty's decoder writes large parts
 * to disk, and gives those that are cut for whole ones.
 */
final class PartReader {
  private static final String DISPOSITION = "content-disposition:";

  private final byte[] body;
  private final byte[] delimiter;
  private int at;

  private PartReader(byte[] body, String boundary) {
    this.body = body;
    this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the parts in their order.
   *
   * @param body the whole body
   * @param boundary as the content type gave it
   * @throws SeldonException 400, it is no multipart, or is cut
   */
  static List<Part> parts(byte[] body, String boundary) {
    if (boundary.isEmpty()) {
      throw malformed();
    }
    return new PartReader(body, boundary).read();
  }

  private List<Part> read() {
    at = afterDelimiter(0);
    List<Part> found = new ArrayList<>();
    while (!isLast()) {
      endOfLine();
      Map<String, String> options = disposition();
      int start = at;
      // Empty data: the line's end before the delimiter is the one behind the head.
      at = afterDelimiter(start - 1);
      byte[] data = Arrays.copyOfRange(body, start, Math.max(start, endOfData()));
      boolean isFile = !options.getOrDefault("filename", "").isEmpty();
      found.add(new Part(options.getOrDefault("name", ""), isFile, data));
    }
    return found;
  }

  /** Returns where the next delimiter ends that stands at the beginning of a line. */
  private int afterDelimiter(int from) {
    for (int index = from; index <= body.length - delimiter.length; index++) {
      boolean isLineStart = index == 0 || body[index - 1] == '\n';
      int end = index + delimiter.length;
      if (isLineStart && Arrays.equals(body, index, end, delimiter, 0, delimiter.length)) {
        if (endsDelimiter(end)) {
          return end;
        }
      }
    }
    throw malformed();
  }

  /** Tells a delimiter from a line of data that merely begins like one. */
  private boolean endsDelimiter(int end) {
    byte next = end < body.length ? body[end] : 0;
    return next == '\r' || next == '\n' || next == '-' || next == ' ' || next == '\t';
  }

  /**
   * Returns where the data before the delimiter that was just read ends, without its line's end.
   */
  private int endOfData() {
    int end = at - delimiter.length - 1;
    return end > 0 && body[end - 1] == '\r' ? end - 1 : end;
  }

  private boolean isLast() {
    return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
  }

  private void endOfLine() {
    while (at < body.length && (body[at] == ' ' || body[at] == '\t' || body[at] == '\r')) {
      at++;
    }
    if (at >= body.length || body[at] != '\n') {
      throw malformed();
    }
    at++;
  }

  /** Reads the head of a part, and returns the options of its Content-Disposition. */
  private Map<String, String> disposition() {
    Map<String, String> options = null;
    String line = line();
    while (line != null && !line.isEmpty()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION)) {
        int end = line.indexOf(';');
        options = end < 0 ? Map.of() : HeaderOptions.of(line, end + 1);
      }
      line = line();
    }
    if (line == null || options == null) {
      throw malformed();
    }
    return options;
  }

  private @Nullable String line() {
    int start = at;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    if (at == body.length) {
      return null;
    }
    int end = at > start && body[at - 1] == '\r' ? at - 1 : at;
    at++;
    return new String(body, start, end - start, StandardCharsets.UTF_8);
  }

  private static SeldonException malformed() {
    return SeldonException.badData("body: malformed multipart");
  }
}
