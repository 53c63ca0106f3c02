package com.example.failing;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import io.seldon.wrapper.component.Answer;
import io.seldon.wrapper.component.ComponentException;
import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
import io.seldon.wrapper.message.MixedArray;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Every way to fail, and a few ways not to: does what the payload says.
 *
 * <p>What a caller gets is in common-proto/docs/components.md.
 */
@Component
public class FailingModel implements SeldonComponent {

  /** Fails as told, or returns X. */
  @Override
  public Object predict(Input x) {
    String word = firstValue(x.value());
    failIfTold(word);
    return switch (word) {
      case "exit" -> {
        System.exit(3);
        yield null;
      }
      case "nothing" -> null;
      case "log" -> {
        System.out.println("failing was here");
        yield x.value();
      }
      case "unsupported" -> new Object();
      case "infinity" -> new double[][] {{Double.POSITIVE_INFINITY}};
      case "json-infinity" -> Map.of("a", Double.POSITIVE_INFINITY);
      case "json-nan" -> Map.of("a", Double.NaN);
      case "ragged" -> List.of(List.of(1, 2), List.of(3));
      case "bad-metric" ->
          Answer.of(new double[][] {{1}})
              .withMetrics(List.of(Map.of("type", "COUNTER", "key", "k", "value", "x")));
      case "numbers" -> new double[] {1, 2, 3};
      case "strings" -> new String[] {"a", "b"};
      case "mapping" -> Map.of("a", Arrays.asList(1, null, "x"));
      case "text" -> "text";
      case "bytes" -> new byte[] {0, 1, (byte) 255};
      case "names" -> new double[][] {{1, 2, 3}};
      case "number" -> 7;
      case "boolean" -> true;
      case "list" -> List.of(1, 2);
      case "any" -> Any.pack(StringValue.of("any"));
      default -> x.value();
    };
  }

  /** Returns a branch, or what is none. */
  @Override
  public Object route(Input x) {
    return switch (firstValue(x.value())) {
      case "all" -> -1;
      case "none" -> -2;
      case "below" -> -3;
      case "boolean" -> true;
      case "fraction" -> 1.5;
      case "whole" -> 1.0;
      case "word" -> "a";
      case "exception" -> throw new RuntimeException("boom");
      default -> 0;
    };
  }

  /** Gives what is no metadata. */
  @Override
  public Map<String, ?> initMetadata() {
    return Map.of("versions", "not a list");
  }

  /** Says that it is not well. */
  @Override
  public Object healthStatus() {
    throw new RuntimeException("unwell");
  }

  private static void failIfTold(String word) {
    switch (word) {
      case "exception" -> throw new RuntimeException("boom");
      case "long" -> throw new RuntimeException("x".repeat(2000));
      case "unicode" -> throw new RuntimeException("é".repeat(600));
      case "forbidden" -> throw new ComponentException("no entry", 403, "NOT_ALLOWED");
      case "busy" -> throw new ComponentException("try later", 429, "TOO_BUSY");
      case "unavailable" -> throw new ComponentException("no database", 503, "DEPENDENCY_DOWN");
      case "teapot" -> throw new ComponentException("short and stout", 418, "TEAPOT");
      default -> {}
    }
  }

  /** Returns a string payload, or the first value of an array if it is one, else an empty word. */
  private static String firstValue(Object payload) {
    Object first = payload;
    if (payload instanceof MixedArray array) {
      first = array.values().length == 0 ? "" : array.values()[0];
    }
    return first instanceof String word ? word : "";
  }
}
