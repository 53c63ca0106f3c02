package io.seldon.wrapper.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client that says what it likes, byte for byte. */
public final class RawConnection implements AutoCloseable {
  private static final int WAIT_MS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /** Connects to a port of this machine. */
  public RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(WAIT_MS);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** Sends text, each character a byte. */
  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes; a server that has refused them already is no error. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Tells the server that nothing more comes. */
  public void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Resets the connection. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Returns one answer, head and body. */
  public String answer() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head);
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    byte[] body = text.startsWith("HTTP/1.1 100") ? new byte[0] : in.readNBytes(length(text));
    return text + new String(body, StandardCharsets.UTF_8);
  }

  /** Returns the next so many bytes, fewer if the server closes before. */
  public String text(int count) throws IOException {
    return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
  }

  /** Returns everything that comes until the server closes, or resets. */
  public String untilClosed() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketException reset) {
      // It is closed all the same.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Returns the bodies of several answers, by their Content-Length. */
  public static List<String> bodies(String answers) {
    List<String> found = new ArrayList<>();
    String rest = answers;
    while (!rest.isEmpty()) {
      int end = rest.indexOf("\r\n\r\n") + "\r\n\r\n".length();
      int length = length(rest.substring(0, end));
      found.add(rest.substring(end, end + length));
      rest = rest.substring(end + length);
    }
    return found;
  }

  private static int length(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int start = lower.indexOf("content-length: ") + "content-length: ".length();
    return Integer.parseInt(lower.substring(start, lower.indexOf('\r', start)));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
