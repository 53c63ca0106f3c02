package io.seldon.wrapper.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;

/**
 * Netty's parser of HTTP/1.1, which tells its connection how many bytes it is fed.
 *
 * <p>It holds back what a parser alone can't judge: bytes that nobody wants any more, and control
 * characters where a request should begin, which Netty skips without an end.
 */
final class RequestDecoder extends HttpRequestDecoder {
  /** The longest head, and the longest of its lines, in bytes. */
  static final int MAX_HEAD_BYTES = 64 * 1024;

  private static final int MAX_PIECE_BYTES = 1024 * 1024;
  private static final int HEAD_BUFFER_BYTES = 256;

  private final Connection connection;

  RequestDecoder(Connection connection) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_HEAD_BYTES)
            .setMaxHeaderSize(MAX_HEAD_BYTES)
            .setMaxChunkSize(MAX_PIECE_BYTES)
            .setInitialBufferSize(HEAD_BUFFER_BYTES)
            .setStrictLineParsing(true)
            .setAllowDuplicateContentLengths(false));
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (!connection.takes((ByteBuf) message)) {
      ReferenceCountUtil.release(message);
      return;
    }
    super.channelRead(ctx, message);
    connection.taken(actualReadableBytes());
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
    connection.begin();
    return super.createMessage(initialLine);
  }

  /** Refuses what a proxy before us might read otherwise than we do. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      // First, so that what Netty makes of half a request is not looked at.
      connection.inputEnded();
    }
    super.userEventTriggered(ctx, event);
  }
}
