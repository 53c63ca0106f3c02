package io.seldon.wrapper.exits;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The constants that the new bodies need, behind those of a class file, and the bodies. */
final class ExitConstants {
  private static final String PROPERTY = "io.seldon.wrapper.exit";
  private static final String OBJECT = "java/lang/Object";
  private static final String CONSUMER = "java/util/function/IntConsumer";
  private static final String SHUTDOWN = "java/lang/Shutdown";
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private int next;

  private final int frames;
  private final int object;
  private final int consumer;
  private final int property;
  private final int getProperties;
  private final int get;
  private final int accept;
  private final int shutdownExit;
  private final int shutdownHalt;
  private final int beforeHalt;

  /**
   * Makes the constants.
   *
   * @param first the place of the first of them
   */
  ExitConstants(int first) throws IOException {
    next = first;
    frames = text("StackMapTable");
    object = ofText(CLASS, OBJECT);
    consumer = ofText(CLASS, CONSUMER);
    property = ofText(STRING, PROPERTY);
    getProperties = method(METHOD, "java/lang/System", "getProperties", "()Ljava/util/Properties;");
    get = method(METHOD, "java/util/Properties", "get", "(L" + OBJECT + ";)L" + OBJECT + ";");
    accept = method(INTERFACE_METHOD, CONSUMER, "accept", "(I)V");
    shutdownExit = method(METHOD, SHUTDOWN, "exit", "(I)V");
    shutdownHalt = method(METHOD, SHUTDOWN, "halt", "(I)V");
    beforeHalt = method(METHOD, SHUTDOWN, "beforeHalt", "()V");
  }

  /** Returns how many places the pool has now, the unused one at its begin included. */
  int count() {
    return next;
  }

  void writeTo(DataOutputStream target) throws IOException {
    bytes.writeTo(target);
  }

  /** Returns the body of a {@code Code} attribute. */
  byte[] code(boolean isHalt) throws IOException {
    byte[] instructions = instructions(isHalt);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream code = new DataOutputStream(body);
    code.writeShort(2); // most values on the stack
    code.writeShort(3); // locals: this, status, asked
    code.writeInt(instructions.length);
    code.write(instructions);
    code.writeShort(0); // exception handlers
    code.writeShort(1); // attributes
    code.writeShort(frames);
    code.writeInt(8);
    code.writeShort(1); // one frame: at 27 there is one local more than at the begin, an Object
    code.writeByte(252);
    code.writeShort(27);
    code.writeByte(7);
    code.writeShort(object);
    return body.toByteArray();
  }

  private byte[] instructions(boolean isHalt) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream code = new DataOutputStream(body);
    instruction(code, 0xB8, getProperties); // 0 invokestatic
    instruction(code, 0x13, property); // 3 ldc_w
    instruction(code, 0xB6, get); // 6 invokevirtual
    code.writeByte(0x4D); // 9 astore_2
    code.writeByte(0x2C); // 10 aload_2
    instruction(code, 0xC1, consumer); // 11 instanceof
    instruction(code, 0x99, 27 - 14); // 14 ifeq
    code.writeByte(0x2C); // 17 aload_2
    instruction(code, 0xC0, consumer); // 18 checkcast
    code.writeByte(0x1B); // 21 iload_1
    instruction(code, 0xB9, accept); // 22 invokeinterface
    code.writeByte(2);
    code.writeByte(0);
    if (isHalt) {
      instruction(code, 0xB8, beforeHalt); // 27 invokestatic
    }
    code.writeByte(0x1B); // iload_1
    instruction(code, 0xB8, isHalt ? shutdownHalt : shutdownExit);
    code.writeByte(0xB1); // return
    return body.toByteArray();
  }

  private static void instruction(DataOutputStream code, int operation, int operand)
      throws IOException {
    code.writeByte(operation);
    code.writeShort(operand);
  }

  private int text(String value) throws IOException {
    out.writeByte(1);
    out.writeUTF(value);
    return next++;
  }

  private int ofText(int kind, String value) throws IOException {
    int index = text(value);
    out.writeByte(kind);
    out.writeShort(index);
    return next++;
  }

  private int pair(int kind, int first, int second) throws IOException {
    out.writeByte(kind);
    out.writeShort(first);
    out.writeShort(second);
    return next++;
  }

  private int method(int kind, String owner, String name, String type) throws IOException {
    int ownerIndex = ofText(CLASS, owner);
    int nameIndex = text(name);
    int typeIndex = text(type);
    return pair(kind, ownerIndex, pair(NAME_AND_TYPE, nameIndex, typeIndex));
  }
}
