package io.seldon.wrapper.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.dispatch.LoadException;
import io.seldon.wrapper.settings.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A component that is a class of its own. */
class ComponentClassTest {

  /** Has both constructors. */
  static class Parametrised implements SeldonComponent {
    final long count;

    Parametrised() {
      this(new Parameters(Map.of()));
    }

    Parametrised(Parameters parameters) {
      this.count = parameters.integer("count", -1);
    }
  }

  /** Cannot be made. */
  static class Failing implements SeldonComponent {
    Failing() {
      throw new IllegalStateException("no model file");
    }
  }

  /** Wants what nobody has. */
  static class Demanding implements SeldonComponent {
    Demanding(String file) {}
  }

  private static LoadException refused(Class<?> type) {
    return catchThrowableOfType(LoadException.class, () -> new ComponentClass(type).make(Map.of()));
  }

  /** The constructor with parameters wins, since it can do more. */
  @Test
  void theConstructorGetsTheParameters() {
    Object made = ComponentClass.of(Parametrised.class.getName()).make(Map.of("count", 3L));

    assertThat(((Parametrised) made).count).isEqualTo(3);
  }

  /** The last lines of the log say what to do. */
  @Test
  void whatCannotBeMadeIsTold() {
    assertThat(refused(Failing.class).problem())
        .isEqualTo("new Failing raised java.lang.IllegalStateException: no model file");
    assertThat(refused(Demanding.class).problem())
        .isEqualTo(
            "Demanding has no constructor for it (expected: one that takes Parameters, or"
                + " nothing)");
  }

  /** A name that is wrong is another mistake than none. */
  @Test
  void aClassThatIsNotThereIsTold() {
    LoadException missing =
        catchThrowableOfType(LoadException.class, () -> ComponentClass.of("my/Model.java"));
    ConfigurationException unset =
        catchThrowableOfType(ConfigurationException.class, () -> ComponentClass.of(null));

    assertThat(missing.problem())
        .isEqualTo(
            "no class my.Model on the class path (expected: the class that MODEL_NAME names)");
    assertThat(unset)
        .hasMessage("MODEL_NAME: not set (expected: the component's class, such as my.Model)");
  }
}
