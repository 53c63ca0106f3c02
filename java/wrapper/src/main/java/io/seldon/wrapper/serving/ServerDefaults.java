package io.seldon.wrapper.serving;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What Spring Boot does by itself beside this server, unless the project says otherwise.
 *
 * <p>Its web server stays off even where a servlet container is on the class path, as a dependency
 * of something else, unless {@code server.port} or {@code management.server.port} asks for one.
 */
final class ServerDefaults implements EnvironmentPostProcessor, Ordered {
  private static final String NAME = "seldonServerDefaults";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("spring.main.banner-mode", "off");
    defaults.put("spring.main.log-startup-info", "false");
    // The context is closed once the calls in flight are answered, not beside them (LIF-5).
    defaults.put("spring.main.register-shutdown-hook", "false");
    defaults.put("spring.jmx.enabled", "false");
    // A report of conditions would stand between a failure's cause and its remedy.
    defaults.put("logging.level.org.springframework.boot.autoconfigure.logging", "warn");
    // The gRPC port is the server's own; a project's further services have no place on it.
    defaults.put("spring.grpc.server.enabled", "false");
    if (!environment.containsProperty("server.port")
        && !environment.containsProperty("management.server.port")) {
      defaults.put("spring.main.web-application-type", "none");
    }
    if (Mode.current() == Mode.CHECK_IMPORT) {
      // Beans are looked at, not made: model files may exist at run time only.
      defaults.put("spring.main.lazy-initialization", "true");
    }
    environment.getPropertySources().addLast(new MapPropertySource(NAME, defaults));
  }

  @Override
  public int getOrder() {
    // After the project's own files are read.
    return Ordered.LOWEST_PRECEDENCE;
  }
}
