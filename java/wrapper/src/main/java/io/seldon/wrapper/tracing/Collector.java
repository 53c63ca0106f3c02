package io.seldon.wrapper.tracing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Where spans go, by the standard variables, and one way to post to it (TRC-1).
 *
 * @param url of the traces
 * @param headers sent with each request, often a password: never logged
 * @param timeoutS for one batch, further tries included
 * @param compressed whether bodies are sent with gzip
 */
record Collector(URI url, Map<String, String> headers, double timeoutS, boolean compressed) {
  private static final Set<Integer> TRANSIENT = Set.of(429, 502, 503, 504);
  private static final int MS_PER_S = 1000;
  private static final int OK = 200;
  private static final int REDIRECT = 300;

  /** A collector did not take what was posted. */
  static final class PostException extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean isTransient;

    PostException(String message, boolean isTransient) {
      super(message);
      this.isTransient = isTransient;
    }

    /** Returns whether it may take it when tried again. */
    boolean isTransient() {
      return isTransient;
    }
  }

  /**
   * Reads the collector from {@code OTEL_EXPORTER_OTLP_*}, those for traces first.
   *
   * @throws IllegalArgumentException a value is none that can be used; the message names it
   */
  static Collector of(Map<String, String> environment) {
    String own = value(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    String all = value(environment, "OTEL_EXPORTER_OTLP_ENDPOINT");
    String base = all.isEmpty() ? "http://localhost:4318" : all;
    String url = own.isEmpty() ? base.replaceFirst("/+$", "") + "/v1/traces" : own;
    String compression = either(environment, "COMPRESSION");
    if (!Set.of("", "none", "gzip").contains(compression)) {
      throw new IllegalArgumentException(
          "OTEL_EXPORTER_OTLP_COMPRESSION: '%s' (expected: none or gzip)".formatted(compression));
    }
    return new Collector(
        url(url),
        headers(either(environment, "HEADERS")),
        timeout(environment),
        compression.equals("gzip"));
  }

  /**
   * Sends one body of JSON.
   *
   * @param waitS longest wait for connecting, and for the answer
   * @throws PostException it could not be reached, or answered another status than 2xx
   */
  void post(byte[] body, double waitS) throws PostException {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout((int) Math.max(1, waitS * MS_PER_S));
      connection.setReadTimeout((int) Math.max(1, waitS * MS_PER_S));
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      headers.forEach(connection::setRequestProperty);
      if (compressed) {
        connection.setRequestProperty("Content-Encoding", "gzip");
      }
      try (OutputStream out = connection.getOutputStream()) {
        out.write(compressed ? gzip(body) : body);
      }
      int status = connection.getResponseCode();
      InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      if (answer != null) {
        answer.readAllBytes();
        answer.close();
      }
      if (status < OK || status >= REDIRECT) {
        String text = status + " " + connection.getResponseMessage();
        throw new PostException(text, TRANSIENT.contains(status));
      }
    } catch (IOException error) {
      throw new PostException(error.getClass().getSimpleName() + ": " + error.getMessage(), true);
    }
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  private static String value(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
  }

  private static String either(Map<String, String> environment, String name) {
    String own = value(environment, "OTEL_EXPORTER_OTLP_TRACES_" + name);
    return own.isEmpty() ? value(environment, "OTEL_EXPORTER_OTLP_" + name) : own;
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (Set.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "OTEL_EXPORTER_OTLP_ENDPOINT: '%s' (expected: a URL such as http://localhost:4318)"
            .formatted(text));
  }

  /** Reads {@code a=1,b=2}; values may be percent-encoded, as the standard has it. */
  private static Map<String, String> headers(String text) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : text.split(",")) {
      int end = pair.indexOf('=');
      if (end > 0) {
        String value = pair.substring(end + 1).strip().replace("+", "%2B");
        found.put(pair.substring(0, end).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private static double timeout(Map<String, String> environment) {
    String text = either(environment, "TIMEOUT");
    double seconds = 0;
    try {
      seconds = text.isEmpty() ? 10 : Double.parseDouble(text);
    } catch (NumberFormatException wrong) {
      // Told below.
    }
    if (!(seconds > 0) || !Double.isFinite(seconds)) {
      throw new IllegalArgumentException(
          "OTEL_EXPORTER_OTLP_TIMEOUT: '%s' (expected: seconds, above 0)".formatted(text));
    }
    return seconds;
  }
}
