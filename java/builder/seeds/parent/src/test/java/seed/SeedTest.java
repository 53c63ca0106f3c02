package seed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Something to test, so that what runs tests is fetched too. */
class SeedTest {
  @Test
  void somethingIsTested() {
    assertThat(Seed.class).isFinal();
  }
}
