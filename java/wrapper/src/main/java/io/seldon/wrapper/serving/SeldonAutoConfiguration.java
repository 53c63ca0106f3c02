package io.seldon.wrapper.serving;

import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.settings.Settings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Serves the component of a Spring application, which needs nothing but to be a bean.
 *
 * <p>{@code seldon.server.enabled=false} leaves the ports closed, for tests of a project.
 */
@AutoConfiguration
public class SeldonAutoConfiguration {

  /** Returns what the environment says; a bean of the project's own takes its place. */
  @Bean
  @ConditionalOnMissingBean
  Settings seldonSettings() {
    return Settings.from(System.getenv());
  }

  /** Returns the component's parameters, for its constructor (PAR-1). */
  @Bean
  @ConditionalOnMissingBean
  Parameters seldonParameters(Settings settings) {
    return new Parameters(settings.parameters());
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = "seldon.server.enabled", matchIfMissing = true)
  ServerRunner seldonServerRunner(Settings settings, ConfigurableApplicationContext context) {
    return new ServerRunner(settings, context);
  }
}
