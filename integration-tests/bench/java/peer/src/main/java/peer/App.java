package peer;

import io.seldon.wrapper.config.AppConfig;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;

/** Starts upstream's server, as its documentation has it. */
@EnableAsync
@SpringBootApplication(scanBasePackages = {"io.seldon.wrapper", "peer"})
@Import(AppConfig.class)
public class App {
  public static void main(String[] arguments) {
    SpringApplication.run(App.class, arguments);
  }
}
