package io.seldon.wrapper.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seldon.wrapper.component.Parameters;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.config.AppConfig;
import io.seldon.wrapper.dispatch.LoadException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** What a Spring project gets by having the library on its class path. */
class SeldonAutoConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SeldonAutoConfiguration.class));

  /** A component whose constructor asks for the parameters. */
  static class MyModel implements SeldonComponent {
    final Parameters parameters;

    MyModel(Parameters parameters) {
      this.parameters = parameters;
    }
  }

  /** As upstream's projects are made. */
  @Configuration
  @ComponentScan("io.seldon.wrapper.config")
  static class UpstreamProject {}

  /** The parameters are a bean (PAR-1). */
  @Test
  void aComponentsConstructorGetsItsParameters() {
    runner
        .withBean(MyModel.class)
        .run(context -> assertThat(context.getBean(MyModel.class).parameters).isNotNull());
  }

  /** Upstream's import and its package scan must not start two servers. */
  @Test
  void theImportAndTheScanOfUpstreamProjectsRegisterOneServer() {
    runner
        .withUserConfiguration(AppConfig.class, UpstreamProject.class)
        .run(context -> assertThat(context).hasSingleBean(ServerRunner.class));
  }

  /** A project's tests need no ports. */
  @Test
  void theServerCanBeLeftOut() {
    runner
        .withPropertyValues("seldon.server.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(ServerRunner.class));
  }

  /** Which of two is served would be chance. */
  @Test
  void oneBeanIsTheComponent() {
    runner
        .withBean("a", MyModel.class)
        .run(context -> assertThat(ComponentFinder.nameIn(context)).isEqualTo("a"));
    runner
        .withBean("a", MyModel.class)
        .withBean("b", MyModel.class)
        .run(
            context ->
                assertThat(refusal(context).problem())
                    .isEqualTo("2 beans are components: a, b (expected: one)"));
    runner.run(
        context ->
            assertThat(refusal(context).problem())
                .isEqualTo(
                    "no bean implements SeldonComponent or SeldonPredictionService (expected:"
                        + " one)"));
  }

  private static LoadException refusal(ListableBeanFactory beans) {
    return catchThrowableOfType(LoadException.class, () -> ComponentFinder.nameIn(beans));
  }
}
