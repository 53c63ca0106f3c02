package io.seldon.wrapper.serving;

import io.seldon.wrapper.logs.Logs;
import io.seldon.wrapper.settings.ConfigurationException;
import io.seldon.wrapper.settings.Settings;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * What must be before any bean is made: wrong settings end the process with 2, the log has its
 * form, and a signal ends it with 0.
 */
final class EarlyStart
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (!event.getEnvironment().getProperty("seldon.server.enabled", Boolean.class, true)) {
      return;
    }
    try {
      Settings settings = Settings.from(System.getenv());
      Logs.configure(settings.logLevel(), settings.logFormat());
      settings.notices().forEach(LoggerFactory.getLogger(Settings.class)::warn);
      Mode mode = Mode.current();
      if (mode == Mode.SERVE) {
        StopSignals.take(() -> System.exit(0));
      } else if (mode == Mode.CHECK_OFF) {
        System.out.println("the component was not tried");
        System.exit(0);
      }
    } catch (ConfigurationException wrong) {
      throw new StartException(wrong);
    }
  }

  @Override
  public int getOrder() {
    // After Spring Boot has set its own logging up, which this replaces.
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }
}
