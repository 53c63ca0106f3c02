package io.seldon.wrapper.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The documents that are part of the library. */
final class Documents {
  private Documents() {}

  /** Returns the OpenAPI document as JSON (MDA-4). */
  static byte[] openApi() {
    return bytes("openapi.json");
  }

  /** Returns a document that lies beside this class. */
  static byte[] bytes(String name) {
    try (InputStream stream = Documents.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + name + " in the library");
      }
      return stream.readAllBytes();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
