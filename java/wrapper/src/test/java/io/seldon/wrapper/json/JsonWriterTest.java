package io.seldon.wrapper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.seldon.wrapper.errors.Fault;
import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers byte for byte; strict parsers must read all of them. */
class JsonWriterTest {

  @Test
  void testATensorWritesWhatIsNoNumberAsStrings() {
    double[] values = {1, -0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 7};
    String text = written(Kind.TENSOR, new NumericArray(new int[] {2, 3}, values));

    assertThat(text)
        .isEqualTo(
            "{\"data\":{\"names\":[],\"tensor\":{\"shape\":[2,3],\"values\":"
                + "[1,-0.5,\"NaN\",\"Infinity\",\"-Infinity\",7]}},\"meta\":{}}");
  }

  @Test
  void testAnNdarrayWritesNanAsNull() {
    double[] values = {1, 2, Double.NaN, 4};
    String text = written(Kind.NDARRAY, new NumericArray(new int[] {2, 1, 2}, values));

    assertThat(text)
        .isEqualTo("{\"data\":{\"names\":[],\"ndarray\":[[[1,2]],[[null,4]]]},\"meta\":{}}");
  }

  @Test
  void testAnInfinityInAnNdarrayIsRefused() {
    double[] values = {1, Double.NEGATIVE_INFINITY};
    SeldonException error = refused(Kind.NDARRAY, new NumericArray(new int[] {2}, values));

    assertThat(error.info())
        .isEqualTo("ndarray answer: -Infinity (expected: finite numbers, or answer a tensor)");
    assertThat(error.httpStatus()).isEqualTo(500);
  }

  @Test
  void testMixedValuesKeepTheirTypes() {
    Object[] values = {"a\"b", 1.5, null, true, Map.of("k", 1.0), Double.NaN};
    String text = written(Kind.NDARRAY, new MixedArray(new int[] {3, 2}, values));

    assertThat(text)
        .isEqualTo(
            "{\"data\":{\"names\":[],\"ndarray\":[[\"a\\\"b\",1.5],[null,true],[{\"k\":1},null]]},"
                + "\"meta\":{}}");
  }

  @Test
  void testATftensorIsDoubles() {
    String text = written(Kind.TFTENSOR, new NumericArray(new int[] {1}, new double[] {1}));

    assertThat(text)
        .isEqualTo(
            "{\"data\":{\"names\":[],\"tftensor\":{\"dtype\":\"DT_DOUBLE\",\"tensorShape\":"
                + "{\"dim\":[{\"size\":\"1\"}]},\"tensorContent\":\"AAAAAAAA8D8=\"}},\"meta\":{}}");
  }

  @Test
  void testStringsAreEscapedAsFarAsNeeded() {
    String text = written(Kind.STRING, "\u0000\b\t\n\f\r\u001f\"\\/\u007fé€😀");

    assertThat(text)
        .isEqualTo(
            "{\"strData\":\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\u007fé€😀\",\"meta\":{}}");
  }

  @Test
  void testMetaHasWhatIsSet() {
    Map<String, Object> tags = new LinkedHashMap<>();
    tags.put("a", List.of(1.0, "x"));
    tags.put("b", null);
    Metric timer = new Metric(Metric.Type.TIMER, "k", 0.1f, Map.of("t", "u"));
    Meta meta = new Meta("p", tags, Map.of("r", -1), Map.of("n", "i"), List.of(timer));
    String text = text(new Message(Kind.BINARY, new byte[] {0, 1, -1}, List.of(), meta));

    assertThat(text)
        .isEqualTo(
            "{\"binData\":\"AAH/\",\"meta\":{\"puid\":\"p\",\"tags\":{\"a\":[1,\"x\"],\"b\":null},"
                + "\"routing\":{\"r\":-1},\"requestPath\":{\"n\":\"i\"},\"metrics\":[{\"key\":\"k\","
                + "\"type\":\"TIMER\",\"value\":0.10000000149011612,\"tags\":{\"t\":\"u\"}}]}}");
  }

  @Test
  void testAnInfinityInJsonDataIsRefused() {
    SeldonException error = refused(Kind.JSON, List.of(Double.POSITIVE_INFINITY));

    assertThat(error.info()).isEqualTo("jsonData answer: Infinity (expected: finite numbers)");
  }

  @Test
  void testCustomDataOfAnUnknownTypeIsRefused() {
    SeldonException error = refused(Kind.ANY, any("type.googleapis.com/x.Y"));

    assertThat(error.info())
        .isEqualTo(
            "customData answer: type.googleapis.com/x.Y (expected: a known type; ask over gRPC)");
    assertThat(error.httpStatus()).isEqualTo(500);
  }

  @Test
  void testCustomDataThatIsNotOfItsTypeIsRefused() {
    SeldonException error = refused(Kind.ANY, any("type.googleapis.com/google.protobuf.Duration"));

    assertThat(error.info())
        .isEqualTo("customData answer: malformed type.googleapis.com/google.protobuf.Duration");
  }

  @Test
  void testAnErrorHasTheContractsForm() {
    byte[] body = JsonWriter.error(new SeldonException(Fault.OVERLOADED, "a \"b\""));

    assertThat(new String(body, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"status\":{\"code\":503,\"info\":\"a \\\"b\\\"\",\"reason\":"
                + "\"MICROSERVICE_OVERLOADED\",\"status\":\"FAILURE\"}}");
  }

  @Test
  void testPlainValuesAreWritten() {
    byte[] body = JsonWriter.value(List.of(1, 2L, 0.5f, Map.of("a", "b"), true, Double.NaN));

    assertThat(new String(body, StandardCharsets.UTF_8))
        .isEqualTo("[1,2,0.5,{\"a\":\"b\"},true,null]");
  }

  private static Any any(String url) {
    byte[] cutShort = {10, 100, 1};
    return Any.newBuilder().setTypeUrl(url).setValue(ByteString.copyFrom(cutShort)).build();
  }

  private static SeldonException refused(Kind kind, Object value) {
    return catchThrowableOfType(SeldonException.class, () -> written(kind, value));
  }

  private static String written(Kind kind, Object value) {
    return text(new Message(kind, value, List.of(), Meta.EMPTY));
  }

  private static String text(Message message) {
    return new String(JsonWriter.message(message), StandardCharsets.UTF_8);
  }

  /** As over gRPC: a question mark in its place would be another text. */
  @ParameterizedTest
  @ValueSource(strings = {"a\uD800", "\uDC00a", "\uD83D\uD83D\uDE00"})
  void testHalfOfASurrogatePairIsRefused(String text) {
    assertThatThrownBy(() -> JsonWriter.value(List.of(text)))
        .isInstanceOf(SeldonException.class)
        .hasMessage(
            "answer: String is not valid UTF-8: surrogates not allowed (expected: JSON values)");
  }

  @Test
  void testAPairIsOneCharacter() {
    assertThat(new String(JsonWriter.value("\uD83D\uDE00!"), StandardCharsets.UTF_8))
        .isEqualTo("\"\uD83D\uDE00!\"");
  }

  @Test
  void testAnErrorIsToldWhateverItsTextHas() {
    byte[] error = JsonWriter.error(SeldonException.badData("a\uD800"));

    assertThat(new String(error, StandardCharsets.UTF_8)).contains("\"info\":\"a?\"");
  }
}
