package io.seldon.wrapper.json;

import io.seldon.wrapper.errors.SeldonException;
import java.util.Base64;

/** Bytes as text in JSON (contract.md, PAY-10). */
final class Base64Text {
  private Base64Text() {}

  /** Returns standard, padded base64. */
  static String write(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * Reads base64, standard or URL-safe, padded or not.
   *
   * @throws SeldonException 400 {@code <place>: not base64}
   */
  static byte[] read(String text, String place) {
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException error) {
      throw SeldonException.badData(place + ": not base64");
    }
  }
}
