package com.example.dl4j;

import java.io.IOException;
import java.nio.file.Files;
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

  /** Gives OpenBLAS its second name, by which a library of JavaCPP asks for it. */
  static void link() throws IOException {
    Path second = FOLDER.resolve("libopenblas_nolapack.so.0");
    if (Files.notExists(second)) {
      Files.createSymbolicLink(second, Path.of("libopenblas.so.0"));
    }
  }

  /** Tells JavaCPP; to be called before its first class is. */
  static void use() {
    System.setProperty("java.library.path", FOLDER.toAbsolutePath().toString());
    System.setProperty("org.bytedeco.javacpp.pathsfirst", "true");
  }
}
