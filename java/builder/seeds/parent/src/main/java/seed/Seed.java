package seed;

/** Something to compile, so that Maven fetches all that it needs for an application of Spring Boot. */
public final class Seed {
  private Seed() {}

  /** Does nothing. */
  public static void main(String[] arguments) {}
}
