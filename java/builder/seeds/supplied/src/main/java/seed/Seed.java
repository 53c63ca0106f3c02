package seed;

/** Something to compile, so that Maven fetches all that it needs for an application without a pom.xml. */
public final class Seed {
  private Seed() {}

  /** Does nothing. */
  public static void main(String[] arguments) {}
}
