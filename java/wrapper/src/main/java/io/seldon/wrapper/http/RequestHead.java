package io.seldon.wrapper.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What the head of a request says of its connection and its body. */
final class RequestHead {
  // The colon, the blank and the line's end around a header; the blanks and the end of the first
  // line.
  private static final int AROUND_HEADER = 4;
  private static final int AROUND_LINE = 12;

  private RequestHead() {}

  /** Returns whether it is HTTP/1.1 or 1.0, with a body whose end everybody sees at one place. */
  static boolean isServed(HttpRequest head) {
    HttpVersion version = head.protocolVersion();
    boolean is11 = version.equals(HttpVersion.HTTP_1_1);
    if (!is11 && !version.equals(HttpVersion.HTTP_1_0)) {
      return false;
    }
    HttpHeaders headers = head.headers();
    if (HttpMethod.CONNECT.equals(head.method())) {
      return false;
    }
    if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return true;
    }
    List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    boolean isChunked =
        encodings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.get(0));
    return is11 && isChunked && !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
  }

  static boolean isTooLong(HttpRequest head) {
    long size = head.method().name().length() + head.uri().length() + AROUND_LINE;
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = head.headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      size += field.getKey().length() + field.getValue().length() + AROUND_HEADER;
    }
    return size > RequestDecoder.MAX_HEAD_BYTES;
  }

  /** Returns the announced length of the body in bytes, or -1. */
  static long length(HttpRequest head) {
    return HttpUtil.getContentLength(head, -1L);
  }

  /** A client of HTTP/1.0 is not promised that its connection stays: few still ask for it. */
  static boolean keepsAlive(HttpRequest head) {
    return head.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && !head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
  }

  /** Returns whether the client waits for a word before it sends the body. */
  static boolean asksFirst(HttpRequest head) {
    String expected = head.headers().get(HttpHeaderNames.EXPECT);
    return expected != null
        && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)
        && head.protocolVersion().equals(HttpVersion.HTTP_1_1);
  }
}
