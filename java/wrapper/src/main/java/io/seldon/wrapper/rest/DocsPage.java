package io.seldon.wrapper.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The try-it page at {@code /docs}: one HTML document that needs nothing but this server (MDA-5).
 *
 * <p>Markup, style and script are the files of the Python server, and put into one document here.
 * The page says itself, and a header again, that nothing else may run in it: the policy names its
 * style and its script by their hashes, so no proxy's or component's text becomes a script.
 *
 * @param markup the page
 * @param headers lines that it is sent with, beside its content type
 */
record DocsPage(byte[] markup, String headers) {

  /** Returns the page; it is put together once, when it is first asked for. */
  static DocsPage get() {
    return Made.PAGE;
  }

  private static final class Made {
    static final DocsPage PAGE = make();
  }

  private static DocsPage make() {
    String style = part("page.css");
    String script = part("page.js");
    String policy =
        "default-src 'none'; connect-src 'self'; img-src data:; style-src "
            + hash(style)
            + "; script-src "
            + hash(script)
            + "; base-uri 'none'; form-action 'none'";
    String markup = part("page.html");
    markup = filled(markup, "{policy}", policy);
    markup = filled(markup, "{style}", style);
    markup = filled(markup, "{script}", script);
    // Only a header can say who may show the page in a frame.
    String headers =
        "Content-Security-Policy: "
            + policy
            + "; frame-ancestors 'self'\r\n"
            + "X-Content-Type-Options: nosniff\r\n"
            + "Referrer-Policy: no-referrer\r\n";
    return new DocsPage(markup.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Returns the text with the first place of that name filled. */
  private static String filled(String text, String place, String content) {
    int at = text.indexOf(place);
    return text.substring(0, at) + content + text.substring(at + place.length());
  }

  private static String part(String name) {
    return new String(Documents.bytes("docs_page/" + name), StandardCharsets.UTF_8);
  }

  /** Returns a text's hash as a policy names it. */
  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
