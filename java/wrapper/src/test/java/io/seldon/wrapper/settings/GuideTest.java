package io.seldon.wrapper.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The user guide says what is so. */
class GuideTest {

  /** With {@code -Dguide.write=true} it writes the table. */
  @Test
  void tableOfVariablesIsTheCodes() throws IOException {
    String guide = Files.readString(GuideTable.GUIDE);
    String expected = GuideTable.of(Variables.all());
    if (Boolean.getBoolean("guide.write")) {
      Files.writeString(GuideTable.GUIDE, GuideTable.replacedIn(guide, expected));
      guide = Files.readString(GuideTable.GUIDE);
    }

    String table = GuideTable.in(guide);

    assertThat(table).isEqualTo(expected);
  }
}
