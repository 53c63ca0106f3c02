package io.seldon.wrapper.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpObject;
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
  private static final int LATE = 408;
  private static final int FIRST_PRINTABLE = 0x21;
  private static final int LAST_PRINTABLE = 0x7E;

  private final Shared shared;
  private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
  private Outlet outlet;
  private @Nullable Exchange answering;
  private final Intake intake;
  // Whether no more requests are taken.
  private boolean deaf;
  // The target of the last request that was answered.
  private String sent = "";
  private Stage stage = Stage.IDLE;
  private long since = System.nanoTime();

  Connection(Shared shared) {
    this.shared = shared;
    this.intake = new Intake(this, shared.limits);
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

  /**
   * Returns what the request asks for that is to be answered next, or whose answer the client has
   * not taken yet; empty if there is none.
   */
  String target() {
    if (answering == null && outlet.hasUnsent()) {
      return HttpRequest.path(sent);
    }
    Exchange next = answering == null ? waiting.peek() : answering;
    next = next == null ? intake.receiving() : next;
    return next == null ? "" : next.request().path();
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
    if (outlet.isFull()) {
      return;
    }
    if (!waiting.isEmpty()) {
      loop().execute(this::next);
    } else if (stage == Stage.HEAD || stage == Stage.BODY) {
      // Nothing was read meanwhile, so the time begins anew.
      enter(stage);
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
        intake.take((HttpObject) message);
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
    intake.count(bytes.readableBytes());
    if (stage == Stage.IDLE && bytes.isReadable()) {
      if (isNoBeginning(bytes.getByte(bytes.readerIndex()))) {
        refuse(Intake.BAD_REQUEST, Intake.MALFORMED);
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
    intake.begin();
  }

  /** Looks at the bounds once some bytes were parsed, of which so many are left over. */
  void taken(int left) {
    if (deaf) {
      return;
    }
    intake.keep(left);
    Stage now = intake.stage();
    if ((stage == Stage.IDLE) != (now == Stage.IDLE) && stage != Stage.ANSWERING) {
      // Pipelined behind a request that was answered at once; or blank lines, which are no request.
      enter(now);
    }
    intake.checkLength();
  }

  /** Notes that the client sends nothing any more: it has left (LIM-8). */
  void inputEnded() {
    leave();
    close();
  }

  // What the intake calls.

  /** Notes that a head is whole; the time that a request may take runs on. */
  void expectBody(boolean asksFirst) {
    if (stage == Stage.HEAD) {
      stage = Stage.BODY;
    }
    if (asksFirst && answering == null && !outlet.isFull()) {
      outlet.goOn();
    }
  }

  // Answering.

  /** Has a request answered, now or after those before it. */
  void complete(Exchange exchange) {
    if (!exchange.request().excess().isEmpty()) {
      // The rest of the body is not read, so nothing can come after it.
      exchange.keepAlive = false;
      deaf = true;
    }
    if (answering == null && waiting.isEmpty() && !outlet.isFull()) {
      answer(exchange);
    } else {
      waiting.add(exchange);
      // Also if it waits for its client alone: no more of it has to come.
      enter(Stage.ANSWERING);
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
    sent = exchange.request().target();
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
    } else {
      enter(intake.stage());
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
  void refuse(int status, String text) {
    deaf = true;
    intake.drop();
    Exchange last = waiting.isEmpty() ? answering : waiting.peekLast();
    if (last != null) {
      last.keepAlive = false;
    } else if (outlet.isFull()) {
      // Behind an answer that is not out yet there is no place for another.
      close();
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
    intake.drop();
    waiting.clear();
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
