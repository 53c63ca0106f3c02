package io.seldon.wrapper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Metric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a component may call a metric (MTR-2, MTR-4, MTR-9). */
class MetricCheckTest {

  @Test
  void aMappingIsAMetricWithAValueOfFloat32() {
    Map<String, Object> given =
        Map.of("type", "TIMER", "key", "k_total", "value", 0.1, "tags", Map.of("a", "b"));

    List<Metric> found = MetricCheck.checked(List.of(given), "metrics()");

    assertThat(found)
        .containsExactly(new Metric(Metric.Type.TIMER, "k_total", 0.1f, Map.of("a", "b")));
  }

  @Test
  void aMetricAndATypeOfTheirOwnClassesAreTaken() {
    Metric typed = new Metric(Metric.Type.GAUGE, "k", 1, Map.of());
    Map<String, Object> given = Map.of("type", Metric.Type.COUNTER, "key", "n", "value", 2L);

    List<Metric> found = MetricCheck.checked(List.of(typed, given), "metrics()");

    assertThat(found).containsExactly(typed, new Metric(Metric.Type.COUNTER, "n", 2, Map.of()));
  }

  @Test
  void nothingIsNoMetric() {
    assertThat(MetricCheck.checked(null, "metrics")).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("k", "metrics()[0]: \"k\" (expected: a mapping)"),
        Arguments.of(1, "metrics()[0]: Integer (expected: a mapping)"),
        Arguments.of(null, "metrics()[0]: null (expected: a mapping)"),
        Arguments.of(
            with("type", "SUM"), "metrics()[0].type: \"SUM\" (expected: COUNTER, GAUGE or TIMER)"),
        Arguments.of(
            with("type", null), "metrics()[0].type: null (expected: COUNTER, GAUGE or TIMER)"),
        Arguments.of(
            with("key", 1),
            "metrics()[0].key: Integer (expected: a name of letters, digits, _ and :)"),
        Arguments.of(
            with("key", "a b"),
            "metrics()[0].key: \"a b\" (expected: a name of letters, digits, _ and :)"),
        Arguments.of(
            with("key", "_total"),
            "metrics()[0].key: \"_total\" (expected: a name of letters, digits, _ and :)"),
        Arguments.of(
            with("key", "seldon_microservice_x"),
            "metrics()[0].key: \"seldon_microservice_x\" (expected: a name that does not begin"
                + " with seldon_microservice_)"),
        Arguments.of(with("value", "x"), "metrics()[0].value: String (expected: a number)"),
        Arguments.of(with("value", true), "metrics()[0].value: Boolean (expected: a number)"),
        Arguments.of(
            with("value", 1e39), "metrics()[0].value: out of range (expected: a finite float32)"),
        Arguments.of(
            with("value", Double.NaN),
            "metrics()[0].value: out of range (expected: a finite float32)"),
        Arguments.of(
            with("tags", new java.util.ArrayList<>()),
            "metrics()[0].tags: ArrayList (expected: a mapping)"),
        Arguments.of(
            with("tags", Map.of("le", "x")),
            "metrics()[0].tags: \"le\" (expected: names of letters, digits and _)"),
        Arguments.of(
            with("tags", Map.of("__a", "x")),
            "metrics()[0].tags: \"__a\" (expected: names of letters, digits and _)"),
        Arguments.of(
            with("tags", Map.of("a", 1)),
            "metrics()[0].tags[\"a\"]: Integer (expected: a string)"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsNoMetricIsRefusedWithItsPlace(@Nullable Object given, String expected) {
    assertThatThrownBy(() -> MetricCheck.checked(Arrays.asList(given), "metrics()"))
        .isInstanceOf(SeldonException.class)
        .hasMessage(expected)
        .extracting(error -> ((SeldonException) error).reason())
        .isEqualTo("MICROSERVICE_BAD_METRIC");
  }

  private static Map<String, @Nullable Object> with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> metric =
        new HashMap<>(Map.of("type", "COUNTER", "key", "k", "value", 1));
    metric.put(key, value);
    return metric;
  }
}
