package io.seldon.wrapper.serving;

import io.seldon.wrapper.logs.Logs;
import io.seldon.wrapper.settings.ConfigurationException;
import io.seldon.wrapper.settings.HelpText;
import io.seldon.wrapper.settings.Settings;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Serves a component that is a class of its own, named by {@code MODEL_NAME}, without Spring.
 *
 * <p>{@code --check off|import|load} tries the component instead, {@code --train} serves it to
 * itself for a moment, {@code --help} and {@code --version} print.
 */
public final class Main {
  private static final String USAGE = "[--check off|import|load] [--train] [--help] [--version]";

  private Main() {}

  /**
   * Serves, or does what an argument says.
   *
   * @param arguments as above
   */
  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    if (given.contains("--help") || given.contains("-h")) {
      System.out.println(HelpText.text(USAGE));
      return;
    }
    if (given.contains("--version")) {
      System.out.println(Main.class.getPackage().getImplementationVersion());
      return;
    }
    try {
      Settings settings = Settings.from(System.getenv());
      Logs.configure(settings.logLevel(), settings.logFormat());
      settings.notices().forEach(LoggerFactory.getLogger(Settings.class)::warn);
      read(given);
      if (Mode.current() == Mode.SERVE) {
        StopSignals.take(() -> System.exit(0));
      }
      run(settings);
    } catch (RuntimeException | Error error) {
      RuntimeException known = Exits.known(error);
      if (known == null) {
        LoggerFactory.getLogger(Main.class).error("the server cannot start", error);
        Exits.reportUnknown(error);
        System.exit(Exits.COMPONENT);
      } else {
        Exits.report(known);
        System.exit(Exits.code(known));
      }
    }
  }

  private static void run(Settings settings) {
    Launcher launcher = new Launcher(settings, () -> {});
    if (Mode.current() == Mode.CHECK_OFF) {
      System.out.println(settings.modelName() + " was not tried");
      return;
    }
    ComponentClass component = ComponentClass.of(settings.modelName());
    if (Mode.current() == Mode.CHECK_IMPORT) {
      launcher.look(component.type());
    } else {
      launcher.launch(component.make(settings.parameters()));
    }
  }

  /** Turns arguments into the system properties that {@link Mode} reads. */
  private static void read(List<String> given) {
    for (int index = 0; index < given.size(); index++) {
      String argument = given.get(index);
      if (argument.equals("--train")) {
        System.setProperty(Mode.TRAIN_PROPERTY, "true");
      } else if (argument.startsWith("--check=")) {
        System.setProperty(Mode.CHECK_PROPERTY, argument.substring("--check=".length()));
      } else if (argument.equals("--check") && index + 1 < given.size()) {
        index++;
        System.setProperty(Mode.CHECK_PROPERTY, given.get(index));
      } else {
        throw new ConfigurationException(
            List.of("argument '%s': not understood (expected: %s)".formatted(argument, USAGE)));
      }
    }
  }
}
