package io.seldon.wrapper.proto;

/** The value of a field that is written once it is known how long it is. */
interface Part {

  /** Returns the number of its bytes. */
  int size();

  /** Writes so many bytes. */
  void writeTo(WireWriter writer);

  /** Makes a part of bytes. */
  static Part of(byte[] bytes) {
    return new Part() {
      @Override
      public int size() {
        return bytes.length;
      }

      @Override
      public void writeTo(WireWriter writer) {
        writer.raw(bytes);
      }
    };
  }
}
