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
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go, by the standard variables, and one way to post to it (TRC-1).
 *
 * @param url of the traces, without a user and password, since it is logged
 * @param headers sent with each request, often a password: never logged
 * @param timeoutS for one batch, further tries included
 * @param compressed whether bodies are sent with gzip
 * @param tls null has the JVM's own
 */
record Collector(
    URI url,
    Map<String, String> headers,
    double timeoutS,
    boolean compressed,
    @Nullable SSLSocketFactory tls) {
  private static final String PREFIX = "OTEL_EXPORTER_OTLP_";
  private static final String FOR_TRACES = PREFIX + "TRACES_";
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
    URI url = url(environment);
    String compression = either(environment, "COMPRESSION");
    if (!Set.of("", "none", "gzip").contains(compression)) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: none or gzip)"
              .formatted(variable(environment, "COMPRESSION"), compression));
    }
    Map<String, String> headers = new LinkedHashMap<>(basic(url));
    headers.putAll(headers(either(environment, "HEADERS")));
    return new Collector(
        withoutUser(url),
        headers,
        timeout(environment),
        compression.equals("gzip"),
        url.getScheme().equals("https") ? trust(environment) : null);
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
      if (tls != null && connection instanceof HttpsURLConnection secure) {
        secure.setSSLSocketFactory(tls);
      }
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

  /** Returns the variable that counts: the one for traces, if it is set. */
  private static String variable(Map<String, String> environment, String name) {
    return value(environment, FOR_TRACES + name).isEmpty() ? PREFIX + name : FOR_TRACES + name;
  }

  private static String either(Map<String, String> environment, String name) {
    return value(environment, variable(environment, name));
  }

  private static URI url(Map<String, String> environment) {
    String variable = variable(environment, "ENDPOINT");
    String text = value(environment, variable);
    String base = text.isEmpty() ? "http://localhost:4318" : text;
    boolean isWhole = variable.startsWith(FOR_TRACES);
    try {
      URI url = URI.create(isWhole ? base : base.replaceFirst("/+$", "") + "/v1/traces");
      if (Set.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below.
    }
    throw new IllegalArgumentException(
        "%s: '%s' (expected: a URL such as http://localhost:4318)".formatted(variable, text));
  }

  /** Returns the header of a URL with a user's name. */
  private static Map<String, String> basic(URI url) {
    String user = url.getUserInfo();
    if (user == null) {
      return Map.of();
    }
    byte[] pair = (user.contains(":") ? user : user + ":").getBytes(StandardCharsets.UTF_8);
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static URI withoutUser(URI url) {
    String user = url.getRawUserInfo();
    return user == null
        ? url
        : URI.create(url.toString().replaceFirst(Pattern.quote(user) + "@", ""));
  }

  private static @Nullable SSLSocketFactory trust(Map<String, String> environment) {
    String file = either(environment, "CERTIFICATE");
    try {
      return file.isEmpty() ? null : Trust.of(file);
    } catch (IOException | GeneralSecurityException error) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: a file of certificates as PEM; %s)"
              .formatted(variable(environment, "CERTIFICATE"), file, error),
          error);
    }
  }

  /** Reads {@code a=1,b=2}; values may be percent-encoded, as the standard has it. */
  private static Map<String, String> headers(String text) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : text.split(",")) {
      int end = pair.indexOf('=');
      if (end > 0) {
        found.put(pair.substring(0, end).strip(), decoded(pair.substring(end + 1).strip()));
      }
    }
    return found;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return value;
    }
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
          "%s: '%s' (expected: seconds, above 0)"
              .formatted(variable(environment, "TIMEOUT"), text));
    }
    return seconds;
  }
}
