package io.seldon.wrapper.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.seldon.wrapper.errors.SeldonException;
import io.seldon.wrapper.message.Feedback;
import io.seldon.wrapper.message.Kind;
import io.seldon.wrapper.message.Message;
import io.seldon.wrapper.message.Meta;
import io.seldon.wrapper.message.Metric;
import io.seldon.wrapper.message.MixedArray;
import io.seldon.wrapper.message.NumericArray;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vectors do not say: the Java types that come of a text, and which error comes first. */
class JsonReaderTest {

  @Test
  void testRowsOfNumbersAreNumeric() {
    Message message = read("{'data':{'names':['a','b'],'ndarray':[[1,2.5],[null,-4]]}}");

    NumericArray array = (NumericArray) message.value();
    assertThat(message.kind()).isEqualTo(Kind.NDARRAY);
    assertThat(message.names()).containsExactly("a", "b");
    assertThat(array.shape()).containsExactly(2, 2);
    assertThat(array.values()).containsExactly(1, 2.5, Double.NaN, -4);
  }

  @Test
  void testMixedRowsKeepEachValuesType() {
    Message message = read("{'data':{'ndarray':[['a',1,null],[true,{'k':[1]},2.5]]}}");

    MixedArray array = (MixedArray) message.value();
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.values())
        .containsExactly("a", 1.0, null, true, Map.of("k", List.of(1.0)), 2.5);
  }

  @Test
  void testJsonDataIsPlainJava() {
    Message message = read("{'jsonData':{'a':[[1,2],[3,null]],'b':{'c':[]},'d':false}}");

    assertThat(message.kind()).isEqualTo(Kind.JSON);
    assertThat(message.value())
        .isEqualTo(
            Map.of(
                "a", List.of(List.of(1.0, 2.0), Arrays.asList(3.0, null)),
                "b", Map.of("c", List.of()),
                "d", false));
  }

  @Test
  void testNullIsAValueOfJsonDataAlone() {
    Message message = read("{'jsonData':null,'strData':null,'data':null,'meta':null}");

    assertThat(message.kind()).isEqualTo(Kind.JSON);
    assertThat(message.value()).isNull();
    assertThat(message.meta()).isEqualTo(Meta.EMPTY);
  }

  @Test
  void testOfEqualKeysTheLastCounts() {
    Message message = read("{'strData':'a','jsonData':1,'jsonData':2,'strData':null}");

    assertThat(message.value()).isEqualTo(2.0);
  }

  @Test
  void testMetaIsRead() {
    Message message =
        read(
            "{'strData':'x','meta':{'puid':'p','tags':{'a':[1],'b':null},'routing':{'r':-1},"
                + "'requestPath':{'n':'i:1'},'metrics':[{'key':'k','type':2,'value':0.1,"
                + "'tags':{'t':'u'}},{}]}}");

    Metric first = new Metric(Metric.Type.TIMER, "k", 0.1f, Map.of("t", "u"));
    Metric second = new Metric(Metric.Type.COUNTER, "", 0, Map.of());
    assertThat(message.meta().puid()).isEqualTo("p");
    assertThat(message.meta().tags()).containsEntry("a", List.of(1.0)).containsEntry("b", null);
    assertThat(message.meta().routing()).isEqualTo(Map.of("r", -1));
    assertThat(message.meta().requestPath()).isEqualTo(Map.of("n", "i:1"));
    assertThat(message.meta().metrics()).containsExactly(first, second);
  }

  @Test
  void testFeedbackHasItsParts() {
    String text =
        "{'request':{'strData':'q'},'response':{'meta':{'routing':{'0':1}}},'reward':0.1}";
    Feedback feedback = JsonReader.feedback(utf8(text), "body");

    assertThat(feedback.reward()).isEqualTo(0.1f);
    assertThat(feedback.request().value()).isEqualTo("q");
    assertThat(feedback.response().kind()).isNull();
    assertThat(feedback.response().meta().routing()).isEqualTo(Map.of("0", 1));
    assertThat(feedback.truth()).isNull();
  }

  @Test
  void testKeysThatNobodyReadsMayBeDeep() {
    String deep = "[".repeat(255) + "{'a':" + "1" + "}" + "]".repeat(255);
    Message message = read("{'strData':'x','other':" + deep + "}");

    assertThat(message.value()).isEqualTo("x");
  }

  /** A stack must not overflow, whatever is sent. */
  @ParameterizedTest
  @ValueSource(strings = {"[", "{'a':", "[[],", "{'jsonData':[{'b':"})
  void testEndlessNestingIsMalformed(String opening) {
    assertThat(refused(opening.repeat(500_000))).isEqualTo("body: malformed JSON");
  }

  @Test
  void testTheSourceIsNamed() {
    SeldonException error =
        catchThrowableOfType(
            SeldonException.class, () -> JsonReader.value(utf8("{"), "multipart data"));

    assertThat(error.info()).isEqualTo("multipart data: malformed JSON");
  }

  /** Whoever reads one error and mends it should not have been told a lesser one first. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'strData':5,'jsonData':1,'data':3} | payload: data and jsonData and strData (expected: one)
          {'strData':5,'meta':1} | meta: a number (expected: an object)
          {'strData':5,'meta':{'tags':1},'x':NaN} | body: malformed JSON
          {'meta':{'metrics':1,'tags':2,'puid':3}} | meta.puid: a number (expected: a string)
          {'meta':{}} | payload: none (expected: one of data, jsonData, strData, binData, customData)
          {'data':{'names':1}} | data.names: a number (expected: an array of strings)
          {'data':{'names':[1,2]}} | data.names[0]: a number (expected: a string)
          {'data':{'names':['a',null]}} | data.names[1]: null (expected: a string)
          {'data':{'tensor':1,'tftensor':2}} | data: tensor and tftensor (expected: one)
          {'data':{'tensor':{'shape':3,'values':4}}} | tensor shape: a number (expected: an array)
          {'data':{'tensor':{'shape':[[1]],'values':4}}} | tensor shape[0]: an array (expected: an integer of 32 bits)
          {'data':{'tensor':{'shape':[null]}}} | tensor shape[0]: null (expected: an integer of 32 bits)
          {'data':{'tensor':{'shape':[1,4294967296]}}} | tensor shape[1]: 4294967296 (expected: an integer of 32 bits)
          {'data':{'tensor':{'shape':['2147483648']}}} | tensor shape[0]: 2147483648 (expected: an integer of 32 bits)
          {'data':{'tensor':{'shape':[-5],'values':[null]}}} | tensor values[0]: null (expected: a number, "NaN", "Infinity" or "-Infinity")
          {'data':{'tensor':{'shape':[1],'values':[[1]]}}} | tensor values[0]: an array (expected: a number, "NaN", "Infinity" or "-Infinity")
          {'data':{'tensor':{'shape':[1],'values':[1,'1e999']}}} | tensor values[1]: "1e999" (expected: a number, "NaN", "Infinity" or "-Infinity")
          {'data':{'ndarray':[[1],[[2]]]}} | ndarray[1][0]: an array (expected: a value)
          {'data':{'ndarray':[[[1]],[2]]}} | ndarray[1][0]: a value (expected: an array of 1)
          {'data':{'ndarray':[[],[1]]}} | ndarray[1]: 1 values (expected: 0)
          {'customData':{'@type':5}} | customData: none (expected: a key @type)
          {'customData':{'@type':'x/google.protobuf.Duration','value':'y'}} | customData: malformed x/google.protobuf.Duration
          {'data':{'tftensor':{'intVal':'x'}}} | tftensor: malformed TensorProto
          """)
  void testTheFirstErrorIsTold(String text, String info) {
    assertThat(refused(text)).isEqualTo(info);
  }

  private static String refused(String text) {
    return catchThrowableOfType(SeldonException.class, () -> read(text)).info();
  }

  private static Message read(String text) {
    return JsonReader.message(utf8(text), "body");
  }

  private static byte[] utf8(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
