package io.seldon.wrapper.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One whole request. */
public final class HttpRequest {
  private static final byte[] NOTHING = {};
  private static final int HEX = 16;

  private final String method;
  private final String target;
  private final HttpHeaders headers;
  private byte[] body = NOTHING;
  private String excess = "";

  HttpRequest(String method, String target, HttpHeaders headers) {
    this.method = method;
    this.target = target;
    this.headers = headers;
  }

  void carry(byte[] whole) {
    body = whole;
  }

  void exceed(String length) {
    excess = length;
  }

  /** Returns the method, in upper case as it came. */
  public String method() {
    return method;
  }

  /** Returns what stood on the request line, each byte a character (Latin-1). */
  public String target() {
    return target;
  }

  /** Returns the value of a header, the first if there are several, or null. */
  public @Nullable String header(CharSequence name) {
    return headers.get(name);
  }

  /** Returns what came after the head; empty if {@link #excess} is set. */
  public byte[] body() {
    return body;
  }

  /** Returns how long a body over the limit is, for the error's text; else empty. */
  public String excess() {
    return excess;
  }

  /** Returns the target without its query, %-escapes resolved, read as UTF-8. */
  public String path() {
    return path(target);
  }

  /** Returns the path of a target, as {@link #path()} says. */
  static String path(String target) {
    String path = target.substring(0, end(target, '?'));
    if (!path.startsWith("/")) {
      // The absolute form, for proxies: http://host/path
      int host = path.indexOf("://");
      int slash = host < 0 ? -1 : path.indexOf('/', host + "://".length());
      path = slash < 0 ? "/" : path.substring(slash);
    }
    return new String(unescaped(path), StandardCharsets.UTF_8);
  }

  /** Returns what stands behind the question mark, as it came; empty if there is none. */
  public String query() {
    int end = end(target, '#');
    int mark = target.indexOf('?');
    return mark < 0 || mark >= end ? "" : target.substring(mark + 1, end);
  }

  /** Returns where a part of the target ends that ends at that character, or at a fragment. */
  private static int end(String target, char limit) {
    int found = target.indexOf(limit);
    int fragment = target.indexOf('#');
    int end = found < 0 ? target.length() : found;
    return fragment < 0 ? end : Math.min(end, fragment);
  }

  private static byte[] unescaped(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
    if (path.indexOf('%') < 0) {
      return bytes;
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
    for (int index = 0; index < bytes.length; index++) {
      int high = index + 2 < bytes.length ? Character.digit(bytes[index + 1], HEX) : -1;
      int low = index + 2 < bytes.length ? Character.digit(bytes[index + 2], HEX) : -1;
      if (bytes[index] == '%' && high >= 0 && low >= 0) {
        plain.write(high * HEX + low);
        index += 2;
      } else {
        plain.write(bytes[index]);
      }
    }
    return plain.toByteArray();
  }
}
