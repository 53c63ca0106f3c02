package io.seldon.wrapper.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/1.1: Netty parses it, this keeps the order and the bounds.
 *
 * <p>Requests of one connection are answered one after the other; what a client pipelines waits.
 * {@code since} says when the connection came into its {@link Stage} (BODY: when the head began),
 * so that the server's sweep, once a second, can end what takes too long without a timer for each
 * request.
 *
 * <p>Nothing is read while requests wait, or while the client does not take its answers, so what
 * one connection can make the server hold is a read's worth of requests and one answer.
 */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final String MALFORMED = "request: malformed HTTP (expected: HTTP/1.1)";
  private static final String HEAD_TOO_LONG =
      "head: over %1$d bytes (expected: at most %1$d)".formatted(RequestDecoder.MAX_HEAD_BYTES);
  private static final int BAD_REQUEST = 400;
  private static final int LATE = 408;
  private static final int TOO_LONG = 431;
  // Chunks of one byte have six bytes around it; what goes far beyond is extensions and trailers.
  private static final int FRAMING_PER_BYTE = 16;
  private static final int FIRST_PRINTABLE = 0x21;
  private static final int LAST_PRINTABLE = 0x7E;

  private final Shared shared;
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
  private Outlet outlet;
  private @Nullable Exchange answering;
  private @Nullable Exchange receiving;
  private BodyCollector body = new BodyCollector(0);
  // Bytes since the head, or the body, began.
  private long received;
  // Whether some of a request was received, and whether no more requests are taken.
  private boolean begun;
  private boolean deaf;
  private Stage stage = Stage.IDLE;
  private long since = System.nanoTime();

  Connection(Shared shared) {
    this.shared = shared;
  }

  Stage stage() {
    return stage;
  }

  long since() {
    return since;
  }

  Outlet outlet() {
    return outlet;
  }

  EventLoop loop() {
    return outlet.loop();
  }

  /** Returns what the request that is being answered asks for; empty if there is none. */
  String target() {
    return answering == null ? "" : answering.request().path();
  }

  // What Netty calls.

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    outlet = new Outlet(ctx, shared.heads);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    shared.connections.add(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
    outlet.drop();
    shared.remove(this);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    outlet.writeMore();
    regulate();
    if (!outlet.isFull() && !waiting.isEmpty()) {
      loop().execute(this::next);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      abort();
    } else {
      fail(cause);
    }
  }

  /** Ends the connection for a fault of ours, not of the client's: nothing sensible can follow. */
  private void fail(Throwable cause) {
    LOG.error("a request failed outside the component", cause);
    abort();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (!deaf) {
        take((HttpObject) message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  // What the parser calls.

  /** Says whether bytes are to be parsed; they are not when the connection is to be closed. */
  boolean takes(ByteBuf bytes) {
    if (deaf) {
      return false;
    }
    received += bytes.readableBytes();
    if (stage == Stage.IDLE && bytes.isReadable()) {
      if (isNoBeginning(bytes.getByte(bytes.readerIndex()))) {
        refuse(BAD_REQUEST, MALFORMED);
        return false;
      }
      enter(Stage.HEAD);
    }
    return true;
  }

  private static boolean isNoBeginning(byte first) {
    boolean isPrintable = first >= FIRST_PRINTABLE && first <= LAST_PRINTABLE;
    return !isPrintable && first != '\r' && first != '\n';
  }

  /** Notes that a request line was read. */
  void begin() {
    begun = true;
  }

  /** Looks at the bounds once some bytes were parsed, of which so many are left over. */
  void taken(int left) {
    if (deaf) {
      return;
    }
    begun |= left > 0;
    if (begun && stage == Stage.IDLE) {
      // It was pipelined behind one that was answered at once.
      enter(receiving == null ? Stage.HEAD : Stage.BODY);
    } else if (!begun && stage == Stage.HEAD) {
      // Blank lines between requests are none.
      enter(Stage.IDLE);
      received = 0;
    }
    checkLength();
  }

  /** Refuses a head that is too long, and framing without a body in it. */
  private void checkLength() {
    if (receiving == null) {
      if (received > RequestDecoder.MAX_HEAD_BYTES) {
        refuse(TOO_LONG, HEAD_TOO_LONG);
      }
    } else if (received > RequestDecoder.MAX_HEAD_BYTES + (long) body.size() * FRAMING_PER_BYTE) {
      refuse(BAD_REQUEST, MALFORMED);
    }
  }

  /** Notes that the client sends nothing any more: it has left (LIM-8). */
  void inputEnded() {
    leave();
    close();
  }

  // Taking a request.

  private void take(HttpObject part) {
    if (part.decoderResult().isFailure()) {
      boolean isHead = receiving == null;
      boolean isLong = part.decoderResult().cause() instanceof TooLongFrameException;
      if (isHead && isLong) {
        refuse(TOO_LONG, HEAD_TOO_LONG);
      } else {
        refuse(BAD_REQUEST, MALFORMED);
      }
      return;
    }
    if (part instanceof io.netty.handler.codec.http.HttpRequest head) {
      takeHead(head);
    }
    if (part instanceof HttpContent content && receiving != null && !deaf) {
      takeBody(receiving, content.content());
      if (part instanceof LastHttpContent && !deaf) {
        takeEnd(receiving);
      }
    }
  }

  private void takeHead(io.netty.handler.codec.http.HttpRequest head) {
    if (received > RequestDecoder.MAX_HEAD_BYTES && RequestHead.isTooLong(head)) {
      refuse(TOO_LONG, HEAD_TOO_LONG);
      return;
    }
    if (!RequestHead.isServed(head)) {
      refuse(BAD_REQUEST, MALFORMED);
      return;
    }
    long length = RequestHead.length(head);
    HttpRequest request = new HttpRequest(head.method().name(), head.uri(), head.headers());
    receiving = new Exchange(this, request, RequestHead.keepsAlive(head));
    received = 0;
    if (length > shared.limits.maxBodyBytes()) {
      request.exceed(Long.toString(length));
      complete(receiving);
      return;
    }
    body = new BodyCollector((int) length);
    if (stage == Stage.HEAD) {
      stage = Stage.BODY;
    }
    if (answering == null && RequestHead.asksFirst(head)) {
      outlet.goOn();
    }
  }

  private void takeBody(Exchange exchange, ByteBuf piece) {
    int count = piece.readableBytes();
    if (count > shared.limits.maxBodyBytes() - body.size()) {
      exchange.request().exceed("over " + shared.limits.maxBodyBytes());
      complete(exchange);
    } else if (count > 0) {
      body.add(piece);
    }
  }

  private void takeEnd(Exchange exchange) {
    begun = false;
    received = 0;
    exchange.request().carry(body.whole());
    body = new BodyCollector(0);
    complete(exchange);
  }

  // Answering.

  /** Has a request answered, now or after those before it. */
  private void complete(Exchange exchange) {
    if (!exchange.request().excess().isEmpty()) {
      // The rest of the body is not read, so nothing can come after it.
      exchange.keepAlive = false;
      deaf = true;
      body = new BodyCollector(0);
    }
    receiving = null;
    if (answering == null && waiting.isEmpty() && !outlet.isFull()) {
      answer(exchange);
    } else {
      waiting.add(exchange);
      regulate();
    }
  }

  private void regulate() {
    outlet.read(waiting.isEmpty() && !outlet.isFull());
  }

  private void answer(Exchange exchange) {
    answering = exchange;
    enter(Stage.ANSWERING);
    shared.application.answer(exchange);
  }

  /** Writes the reply, and goes on with the next request. */
  void send(Exchange exchange, Reply reply) {
    boolean keepAlive = exchange.keepAlive && (!waiting.isEmpty() || !shared.draining);
    outlet.write(reply, exchange.request().method().equals("HEAD"), keepAlive);
    answering = null;
    regulate();
    if (!keepAlive) {
      if (deaf || shared.draining) {
        linger();
      } else {
        // The client has asked for it, so it sends nothing more.
        close();
      }
    } else if (!waiting.isEmpty()) {
      // By the loop: replies that are made at once would nest as deep as the pipeline is long.
      loop().execute(this::next);
    } else if (!begun && receiving == null) {
      enter(Stage.IDLE);
    } else {
      enter(receiving == null ? Stage.HEAD : Stage.BODY);
    }
  }

  private void next() {
    if (waiting.isEmpty() || outlet.isFull() || answering != null) {
      return;
    }
    Exchange exchange = waiting.poll();
    regulate();
    try {
      answer(exchange);
    } catch (RuntimeException fault) {
      // Here Netty does not catch it for us.
      fail(fault);
    }
  }

  /** Answers what is no request, and closes; what came before it is answered first. */
  private void refuse(int status, String text) {
    deaf = true;
    receiving = null;
    Exchange last = waiting.isEmpty() ? answering : waiting.peekLast();
    if (last != null) {
      last.keepAlive = false;
    } else if (stage != Stage.CLOSING && stage != Stage.LINGERING) {
      outlet.write(shared.application.refuse(status, text), false, false);
      linger();
    }
  }

  // Ending.

  private void enter(Stage next) {
    stage = next;
    since = System.nanoTime();
  }

  private void leave() {
    deaf = true;
    Exchange left = answering;
    answering = null;
    receiving = null;
    waiting.clear();
    body = new BodyCollector(0);
    if (left != null) {
      left.leave();
    }
  }

  /** Ends our side once the reply is out, and waits for the client to end its own. */
  private void linger() {
    deaf = true;
    waiting.clear();
    enter(Stage.CLOSING);
    outlet.end(() -> enter(Stage.LINGERING));
  }

  /** Refuses a request that did not come in time, and closes. */
  void expire() {
    String what = stage == Stage.HEAD ? "head" : "body";
    String limit = Seconds.text(shared.limits.receiveTimeoutS());
    refuse(LATE, what + ": not received within " + limit + " s");
  }

  /** Ends the connection once what was written has gone out. */
  void close() {
    deaf = true;
    waiting.clear();
    enter(Stage.CLOSING);
    outlet.close();
  }

  /** Ends the connection at once. */
  void abort() {
    deaf = true;
    outlet.abort();
  }
}
