package com.example.spark;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the server; the component is found because it stands in the same package. */
@SpringBootApplication
public class Application {

  /** Serves until it is told to stop. */
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }
}
