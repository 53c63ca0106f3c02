package io.seldon.wrapper.serving;

import io.seldon.wrapper.component.SeldonComponent;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications that do not start, and have a thread that would keep their process alive. */
public final class BrokenApplication {
  private BrokenApplication() {}

  /** A component that begins a thread and then throws. */
  static class Broken implements SeldonComponent {
    Broken() {
      begin();
      throw new IllegalStateException("no weights");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OfConstructor {
    @Bean
    Broken broken() {
      return new Broken();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OfRunner {
    @Bean
    CommandLineRunner runner() {
      return arguments -> {
        begin();
        throw new NoClassDefFoundError("a/B");
      };
    }
  }

  private static void begin() {
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(Long.MAX_VALUE);
              } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(false);
    thread.start();
  }

  /** Starts the one that the first argument names. */
  public static void main(String[] arguments) throws ClassNotFoundException {
    SpringApplication.run(
        Class.forName(BrokenApplication.class.getName() + "$" + arguments[0]), arguments);
  }
}
