package io.seldon.wrapper.dispatch;

import io.seldon.wrapper.errors.SeldonException;

/** A process that tries to end itself, inside calls and outside, as its arguments say. */
public final class ExitProbe {
  private ExitProbe() {}

  /**
   * Does what the words say.
   *
   * @param words exit, halt and reflection inside a call; end and stop outside
   */
  public static void main(String[] words) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> print(words)));
    for (String word : words) {
      switch (word) {
        case "exit" -> inside(() -> System.exit(3));
        case "halt" -> inside(() -> Runtime.getRuntime().halt(3));
        case "reflection" -> inside(ExitProbe::exitByReflection);
        case "end" -> System.exit(5);
        case "stop" -> Runtime.getRuntime().halt(6);
        default -> throw new IllegalArgumentException(word);
      }
    }
  }

  private static void print(String[] words) {
    if (words[words.length - 1].equals("end")) {
      System.out.println("hook ran");
    }
  }

  private static void exitByReflection() {
    try {
      System.class.getMethod("exit", int.class).invoke(null, 3);
    } catch (ReflectiveOperationException error) {
      throw new IllegalStateException(error.getCause());
    }
  }

  private static void inside(Runnable code) {
    try {
      ExitGuard.inside(
          () -> {
            code.run();
            return 0;
          });
    } catch (Throwable thrown) {
      Throwable found = thrown instanceof IllegalStateException ? thrown.getCause() : thrown;
      SeldonException error = Thrown.toError(found);
      System.out.println(error.httpStatus() + " " + error.info());
    }
  }
}
