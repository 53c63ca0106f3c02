package io.seldon.wrapper.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Puts the requests of one connection together from what the parser gives, within the bounds. */
final class Intake {
  static final int BAD_REQUEST = 400;
  static final String MALFORMED = "request: malformed HTTP (expected: HTTP/1.1)";

  private static final int TOO_LONG = 431;
  private static final String HEAD_TOO_LONG =
      "head: over %1$d bytes (expected: at most %1$d)".formatted(RequestDecoder.MAX_HEAD_BYTES);
  // Chunks of one byte have six bytes around it; what goes far beyond is extensions and trailers.
  private static final int FRAMING_PER_BYTE = 16;

  private final Connection connection;
  private final HttpLimits limits;
  private @Nullable Exchange receiving;
  private BodyCollector body = new BodyCollector(0);
  // Bytes since the head, or the body, began.
  private long received;
  private boolean begun;

  Intake(Connection connection, HttpLimits limits) {
    this.connection = connection;
    this.limits = limits;
  }

  /** Counts bytes that are about to be parsed. */
  void count(int bytes) {
    received += bytes;
  }

  /** Notes that a request line was read. */
  void begin() {
    begun = true;
  }

  /** Notes how many bytes the parser keeps: they are some of a request. */
  void keep(int left) {
    begun |= left > 0;
    if (!begun) {
      received = 0;
    }
  }

  /** Returns whether nothing, some of the head or all of it has come of the next request. */
  Stage stage() {
    if (receiving != null) {
      return Stage.BODY;
    }
    return begun ? Stage.HEAD : Stage.IDLE;
  }

  /** Returns the request whose head has come and whose body has not; null if there is none. */
  @Nullable Exchange receiving() {
    return receiving;
  }

  /** Refuses a head that is too long, and framing without a body in it. */
  void checkLength() {
    if (receiving == null) {
      if (received > RequestDecoder.MAX_HEAD_BYTES) {
        connection.refuse(TOO_LONG, HEAD_TOO_LONG);
      }
    } else if (received > RequestDecoder.MAX_HEAD_BYTES + (long) body.size() * FRAMING_PER_BYTE) {
      connection.refuse(BAD_REQUEST, MALFORMED);
    }
  }

  /** Takes what the parser found. */
  void take(HttpObject part) {
    if (part.decoderResult().isFailure()) {
      boolean isLong = part.decoderResult().cause() instanceof TooLongFrameException;
      if (receiving == null && isLong) {
        connection.refuse(TOO_LONG, HEAD_TOO_LONG);
      } else {
        connection.refuse(BAD_REQUEST, MALFORMED);
      }
      return;
    }
    if (part instanceof io.netty.handler.codec.http.HttpRequest head) {
      takeHead(head);
    }
    if (part instanceof HttpContent content && receiving != null) {
      takeBody(receiving, content.content());
    }
    if (part instanceof LastHttpContent && receiving != null) {
      takeEnd(receiving);
    }
  }

  private void takeHead(io.netty.handler.codec.http.HttpRequest head) {
    if (received > RequestDecoder.MAX_HEAD_BYTES && RequestHead.isTooLong(head)) {
      connection.refuse(TOO_LONG, HEAD_TOO_LONG);
      return;
    }
    if (!RequestHead.isServed(head)) {
      connection.refuse(BAD_REQUEST, MALFORMED);
      return;
    }
    long length = RequestHead.length(head);
    HttpRequest request = new HttpRequest(head.method().name(), head.uri(), head.headers());
    Exchange exchange = new Exchange(connection, request, RequestHead.keepsAlive(head));
    received = 0;
    if (length > limits.maxBodyBytes()) {
      exceed(exchange, Long.toString(length));
      return;
    }
    receiving = exchange;
    body = new BodyCollector((int) length);
    connection.expectBody(RequestHead.asksFirst(head));
  }

  private void takeBody(Exchange exchange, ByteBuf piece) {
    int count = piece.readableBytes();
    if (count > limits.maxBodyBytes() - body.size()) {
      exceed(exchange, "over " + limits.maxBodyBytes());
    } else if (count > 0) {
      body.add(piece);
    }
  }

  /** Hands a request on whose body is too large to be taken. */
  private void exceed(Exchange exchange, String length) {
    drop();
    exchange.request().exceed(length);
    connection.complete(exchange);
  }

  private void takeEnd(Exchange exchange) {
    exchange.request().carry(body.whole());
    begun = false;
    received = 0;
    drop();
    connection.complete(exchange);
  }

  /** Lets go of what has come of a request. */
  void drop() {
    receiving = null;
    body = new BodyCollector(0);
  }
}
