package io.seldon.wrapper.serving;

/** A process that a signal ends, in the way that its argument says. */
public final class Stoppable {
  private Stoppable() {}

  /** Waits for the signal. */
  public static void main(String[] arguments) throws InterruptedException {
    StopSignals.take(
        () -> {
          if (arguments[0].equals("fails")) {
            throw new IllegalStateException("a face that can't be closed");
          }
          System.exit(0);
        });
    System.out.println("up");
    Thread.sleep(Long.MAX_VALUE);
  }
}
