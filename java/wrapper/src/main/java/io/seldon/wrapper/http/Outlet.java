package io.seldon.wrapper.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The way out of one connection: replies to bytes, and what of them the client has not taken. */
final class Outlet {
  // A small reply goes out in one piece, head and body: two packets might wait for a delayed ACK.
  private static final int JOINED_BYTES = 64 * 1024;
  // What one connection holds of a large reply beside the reply itself.
  private static final int PIECE_BYTES = 256 * 1024;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final byte[] NOTHING = {};
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Channel channel;
  private final ChannelHandlerContext ctx;
  private final HeadWriter heads;
  // What is left of a large body.
  private byte[] rest = NOTHING;
  private int from;
  private boolean isWriting;
  private @Nullable Runnable whenOut;
  private long unsent;
  private long progress;
  private long moved = System.nanoTime();

  Outlet(ChannelHandlerContext ctx, HeadWriter heads) {
    this.channel = ctx.channel();
    this.ctx = ctx;
    this.heads = heads;
  }

  EventLoop loop() {
    return channel.eventLoop();
  }

  /** Returns whether the client has to take something before there is more for it. */
  boolean isFull() {
    return rest.length > 0 || !channel.isWritable();
  }

  /** Returns whether there is anything that the client has not taken yet. */
  boolean hasUnsent() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return rest.length > 0 || (buffer != null && buffer.totalPendingWriteBytes() > 0);
  }

  /** Reads on, or not. */
  void read(boolean goesOn) {
    if (channel.config().isAutoRead() != goesOn) {
      channel.config().setAutoRead(goesOn);
    }
  }

  /** Tells a client that asked first that it may send the body. */
  void goOn() {
    ctx.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE), ctx.voidPromise());
  }

  /** Sends a reply, at once; of a large body as much as the client takes. */
  void write(Reply reply, boolean isHeadOnly, boolean keepAlive) {
    byte[] body = reply.body();
    // Its client takes what follows such a head for the next answer (RFC 9112, 6.3).
    boolean isBodiless = reply.status() == NO_CONTENT || reply.status() == NOT_MODIFIED;
    int sent = isHeadOnly || isBodiless ? 0 : body.length;
    int joined = sent <= JOINED_BYTES ? sent : 0;
    int room = HeadWriter.MOST_BYTES + reply.headers().length + joined;
    ByteBuf out = ctx.alloc().ioBuffer(room);
    heads.write(out, reply.status(), reply.headers(), isBodiless ? -1 : body.length, keepAlive);
    out.writeBytes(body, 0, joined);
    if (joined == sent) {
      ctx.writeAndFlush(out, ctx.voidPromise());
      return;
    }
    ctx.write(out, ctx.voidPromise());
    rest = body;
    from = 0;
    writeMore();
  }

  /** Goes on with a large body, now that the client has taken some of it. */
  void writeMore() {
    if (isWriting) {
      // Each piece may make the channel full and writable again before it is written.
      return;
    }
    isWriting = true;
    // Netty copies what it is given out of the heap at once, so it is given no more than it needs.
    while (from < rest.length && channel.isWritable()) {
      int count = Math.min(PIECE_BYTES, rest.length - from);
      ByteBuf piece = Unpooled.wrappedBuffer(rest, from, count);
      from += count;
      ctx.writeAndFlush(piece, ctx.voidPromise());
    }
    isWriting = false;
    if (from == rest.length) {
      rest = NOTHING;
      from = 0;
      Runnable next = whenOut;
      whenOut = null;
      if (next != null) {
        next.run();
      }
    }
  }

  private void afterAll(Runnable task) {
    if (rest.length == 0) {
      task.run();
    } else {
      whenOut = task;
    }
  }

  /** Ends our side once everything is out, and reads what still comes until the client ends. */
  void end(Runnable done) {
    afterAll(() -> ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(out -> finish(out, done)));
  }

  private void finish(Future<?> out, Runnable done) {
    if (out.isSuccess() && channel instanceof DuplexChannel duplex) {
      done.run();
      duplex.shutdownOutput();
      read(true);
    } else {
      abort();
    }
  }

  /** Ends the connection once everything is out. */
  void close() {
    afterAll(
        () -> ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE));
  }

  /** Ends the connection at once. */
  void abort() {
    drop();
    ctx.close();
  }

  /** Lets go of what is not sent yet. */
  void drop() {
    rest = NOTHING;
    from = 0;
    whenOut = null;
  }

  /** Returns for how long the client has taken nothing of what waits for it, in nanoseconds. */
  long stuckNanos(long now) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    long left = buffer == null ? 0 : buffer.totalPendingWriteBytes() + rest.length - from;
    long taken = buffer == null ? 0 : buffer.currentProgress();
    if (left == 0 || left != unsent || taken != progress) {
      unsent = left;
      progress = taken;
      moved = now;
    }
    return now - moved;
  }
}
