package com.example.dl4j;

import java.nio.file.Path;

/**
 * Where the native libraries are: the build has unpacked them into this folder.
 *
 * <p>Left to itself, JavaCPP unpacks 380 MB when the server starts, into the home directory or
 * {@code /tmp}. A container may have neither, or forbid to run code from there.
 */
final class Natives {
  private static final Path FOLDER = Path.of("natives");

  private Natives() {}

  /** Tells JavaCPP; to be called before its first class is. */
  static void use() {
    System.setProperty("java.library.path", FOLDER.toAbsolutePath().toString());
    System.setProperty("org.bytedeco.javacpp.pathsfirst", "true");
  }
}
