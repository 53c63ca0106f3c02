package io.seldon.wrapper.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.seldon.wrapper.message.NumericArray;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The parser takes what JSON is and nothing else, and keeps arrays of numbers without boxes. */
class JsonParserTest {
  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"a\"",
    "\"\\n\"",
    "\"é\"",
    "1",
    "-2.5",
    "3e2",
    "0",
    "-",
    "null",
    "true",
    "false",
    " ",
    "\n",
    "\"",
    "nul",
    "01",
    ".",
    "[]",
    "{}",
    "[1,2]",
    "[[1],[2]]"
  };

  /** Texts of pieces that are JSON, and ever so nearly: a library decides which are. */
  @Test
  void testTextsAreJsonToUsAsTheyAreToJackson() {
    Random random = new Random(5);
    int taken = 0;
    for (int round = 0; round < 100_000; round++) {
      byte[] text = nearlyJson(random).getBytes(StandardCharsets.UTF_8);
      boolean isJson = takenByJackson(text);
      taken += isJson ? 1 : 0;

      assertThat(takenByUs(text)).as(new String(text, StandardCharsets.UTF_8)).isEqualTo(isJson);
    }
    assertThat(taken).isBetween(10_000, 90_000);
  }

  @Test
  void testRegularArraysOfNumbersHaveNoBoxes() {
    NumericArray found = (NumericArray) parse("[ [[1,2],[3,null]] , [[5,6],[7,8]] ]");

    assertThat(found.shape()).containsExactly(2, 2, 2);
    assertThat(found.values()).containsExactly(1, 2, 3, Double.NaN, 5, 6, 7, 8);
  }

  @Test
  void testEmptyArraysHaveAShape() {
    assertThat(((NumericArray) parse("[]")).shape()).containsExactly(0);
    assertThat(((NumericArray) parse("[[],[]]")).shape()).containsExactly(2, 0);
  }

  @Test
  void testRaggedArraysStayLists() {
    assertThat(parse("[[1],[2,3]]")).isEqualTo(List.of(List.of(1.0), List.of(2.0, 3.0)));
    assertThat(parse("[[],[[]]]")).isEqualTo(List.of(List.of(), List.of(List.of())));
    assertThat(parse("[1,[2]]")).isEqualTo(List.of(1.0, List.of(2.0)));
    assertThat(parse("[[[]],[1]]")).isEqualTo(List.of(List.of(List.of()), List.of(1.0)));
    assertThat(parse("[[1],[]]")).isEqualTo(List.of(List.of(1.0), List.of()));
  }

  /** Grows some JSON, and breaks one in two of them by a piece put in, taken out or doubled. */
  private static String nearlyJson(Random random) {
    StringBuilder text = new StringBuilder(grown(random, 4));
    if (random.nextBoolean()) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 1 -> text.delete(at, Math.min(text.length(), at + 1));
        default -> text.insert(at, text.substring(at));
      }
    }
    return text.toString();
  }

  private static String grown(Random random, int levels) {
    int size = random.nextInt(4);
    StringBuilder found = new StringBuilder();
    switch (levels == 0 ? 2 : random.nextInt(4)) {
      case 0 -> {
        found.append('{');
        for (int index = 0; index < size; index++) {
          found.append(index > 0 ? "," : "").append("\"k").append(index).append("\" :");
          found.append(grown(random, levels - 1));
        }
        return found.append('}').toString();
      }
      case 1 -> {
        found.append('[');
        for (int index = 0; index < size; index++) {
          found.append(index > 0 ? " ," : "").append(grown(random, levels - 1));
        }
        return found.append("] ").toString();
      }
      default -> {
        return List.of("1", "-2.5", "3e2", "0", "null", "true", "\"x\\u00e9\"", "\"é\"", "false")
            .get(random.nextInt(9));
      }
    }
  }

  private static boolean takenByUs(byte[] text) {
    try {
      new JsonParser(text).parse();
      return true;
    } catch (MalformedJsonException error) {
      return false;
    }
  }

  private static boolean takenByJackson(byte[] text) {
    try (tools.jackson.core.JsonParser parser =
        new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      int depth = 0;
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : 0;
        depth -= token.isStructEnd() ? 1 : 0;
        values += depth == 0 ? 1 : 0;
      }
      return depth == 0 && values == 1;
    } catch (JacksonException error) {
      return false;
    }
  }

  private static Object parse(String text) {
    return new JsonParser(text.getBytes(StandardCharsets.UTF_8)).parse();
  }
}
