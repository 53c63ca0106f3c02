package io.seldon.wrapper.serving;

import io.seldon.wrapper.settings.Settings;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/** Serves the component of a Spring application once its beans are made, or tries it. */
final class ServerRunner implements ApplicationRunner, Ordered {
  private final Settings settings;
  private final ConfigurableApplicationContext context;

  ServerRunner(Settings settings, ConfigurableApplicationContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    try {
      String bean = ComponentFinder.nameIn(context);
      Launcher launcher = new Launcher(settings, context::close);
      if (Mode.current() == Mode.CHECK_IMPORT) {
        Class<?> type = context.getType(bean);
        launcher.look(type == null ? Object.class : ClassUtils.getUserClass(type));
      } else {
        launcher.launch(context.getBean(bean));
      }
    } catch (RuntimeException error) {
      RuntimeException known = Exits.known(error);
      throw known == null ? error : new StartException(known);
    }
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
