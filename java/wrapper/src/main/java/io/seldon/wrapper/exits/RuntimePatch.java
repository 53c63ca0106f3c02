package io.seldon.wrapper.exits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives {@code Runtime.exit} and {@code Runtime.halt} new bodies (JVM specification, chapter 4).
 *
 * <p>The file is copied as it is, but for new constants behind the old ones and the {@code Code} of
 * the two methods:
 *
 * <pre>{@code
 * Object asked = System.getProperties().get("io.seldon.wrapper.exit");
 * if (asked instanceof IntConsumer) {
 *   ((IntConsumer) asked).accept(status);
 * }
 * Shutdown.exit(status);   // halt: Shutdown.beforeHalt(); Shutdown.halt(status);
 * }</pre>
 *
 * The last line is what the JDK itself does, from 17 to 25. No library that writes bytecode is
 * asked, since an agent's classes would hide the application's own of the same name.
 */
final class RuntimePatch {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final String EXIT = "exit";
  private static final String HALT = "halt";
  private static final String TAKES_STATUS = "(I)V";

  private final DataInputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Map<Integer, String> texts = new HashMap<>();

  RuntimePatch(byte[] classFile) {
    this.in = new DataInputStream(new ByteArrayInputStream(classFile));
  }

  /** Returns the changed class file. */
  byte[] patched() {
    try {
      copy(8); // magic, minor and major version
      ExitConstants constants = copyConstants();
      copy(6); // access, this, super
      copy(2 * copyShort()); // interfaces
      copyMembers(null);
      copyMembers(constants);
      in.transferTo(out);
      return bytes.toByteArray();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private ExitConstants copyConstants() throws IOException {
    int count = in.readUnsignedShort();
    ByteArrayOutputStream old = new ByteArrayOutputStream();
    DataOutputStream pool = new DataOutputStream(old);
    for (int index = 1; index < count; index++) {
      int tag = in.readUnsignedByte();
      pool.writeByte(tag);
      if (tag == UTF8) {
        String text = in.readUTF();
        texts.put(index, text);
        pool.writeUTF(text);
      } else {
        pool.write(in.readNBytes(sizeOf(tag)));
      }
      if (tag == LONG || tag == DOUBLE) {
        index++; // they take two places
      }
    }
    ExitConstants constants = new ExitConstants(count);
    out.writeShort(constants.count());
    old.writeTo(out);
    constants.writeTo(out);
    return constants;
  }

  private static int sizeOf(int tag) {
    return switch (tag) {
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case LONG, DOUBLE -> 8;
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      default -> throw new IllegalArgumentException("constant of kind " + tag);
    };
  }

  /** Copies fields, or methods; the two get their new bodies where constants are given. */
  private void copyMembers(@Nullable ExitConstants constants) throws IOException {
    int count = copyShort();
    for (int member = 0; member < count; member++) {
      copyShort(); // access
      String name = texts.getOrDefault(copyShort(), "");
      boolean takesStatus = TAKES_STATUS.equals(texts.get(copyShort()));
      boolean isExit = takesStatus && (name.equals(EXIT) || name.equals(HALT));
      int attributes = copyShort();
      for (int attribute = 0; attribute < attributes; attribute++) {
        int kind = copyShort();
        int length = in.readInt();
        byte[] body = in.readNBytes(length);
        if (constants != null && isExit && "Code".equals(texts.get(kind))) {
          body = constants.code(name.equals(HALT));
        }
        out.writeInt(body.length);
        out.write(body);
      }
    }
  }

  private int copyShort() throws IOException {
    int value = in.readUnsignedShort();
    out.writeShort(value);
    return value;
  }

  private void copy(int length) throws IOException {
    out.write(in.readNBytes(length));
  }
}
