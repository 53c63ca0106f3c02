package io.seldon.wrapper.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PREDICTIVE_UNIT_PARAMETERS: typed values, or a message that names the wrong one. */
class ParameterListTest {

  /** The component's constructor gets numbers and truth values, not text (PAR-1). */
  @Test
  void parametersAreTyped() {
    List<String> problems = new ArrayList<>();

    Map<String, Object> values =
        ParameterList.read(
            """
            [{"name": "i", "value": "-7", "type": "INT"},
             {"name": "f", "value": "1e-3", "type": "FLOAT"},
             {"name": "d", "value": "2", "type": "DOUBLE"},
             {"name": "s", "value": "1", "type": "STRING"},
             {"name": "b", "value": "Off", "type": "BOOL"},
             {"name": "plain", "value": 3, "type": "INT"},
             {"name": "truth", "value": true, "type": "BOOL"},
             {"name": "infinite", "value": "-inf", "type": "DOUBLE"}]
            """,
            "P",
            problems);

    assertThat(problems).isEmpty();
    assertThat(values)
        .isEqualTo(
            Map.of(
                "i",
                -7L,
                "f",
                0.001,
                "d",
                2.0,
                "s",
                "1",
                "b",
                false,
                "plain",
                3L,
                "truth",
                true,
                "infinite",
                Double.NEGATIVE_INFINITY));
  }

  /** The same words as in the other languages, which name the parameter (PAR-2). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'n','value':'x','type':'INT'} | parameter n: 'x' (expected: INT)",
        "{'name':'n','value':'1.0','type':'INT'} | parameter n: '1.0' (expected: INT)",
        "{'name':'n','value':'9223372036854775808','type':'INT'}"
            + " | parameter n: '9223372036854775808' (expected: INT)",
        "{'name':'n','value':'1d','type':'FLOAT'} | parameter n: '1d' (expected: FLOAT)",
        "{'name':'n','value':'2','type':'BOOL'} | parameter n: '2' (expected: BOOL)",
        "{'name':'n','value':[1, {'a': null}],'type':'INT'}"
            + " | parameter n: [1, {'a': null}] (expected: INT)",
        "{'name':'n','value':'x','type':'TEXT'}"
            + " | parameter n: type 'TEXT' (expected: INT, FLOAT, DOUBLE, STRING or BOOL)",
        "{'name':'n','value':'x'}"
            + " | parameter n: type null (expected: INT, FLOAT, DOUBLE, STRING or BOOL)",
        "{'name':'n','type':'INT'} | parameter n: no value (expected: a value)",
        "{'name':'n','value':'1','type':'INT'},{'name':'n','value':'1','type':'INT'}"
            + " | parameter n: there twice (expected: once)",
        "{'value':'1'} | P[0]: {'value': '1'} (expected: an object with name, value and type)",
      })
  void aWrongParameterIsNamed(String entry, String problem) {
    List<String> problems = new ArrayList<>();

    ParameterList.read("[" + entry.replace('\'', '"') + "]", "P", problems);

    assertThat(problems).containsExactly(problem.replace('\'', '"'));
  }

  /** The place of the mistake helps to find it. */
  @Test
  void textThatIsNoJsonIsRefused() {
    List<String> problems = new ArrayList<>();

    ParameterList.read("[{", "P", problems);

    assertThat(problems).singleElement().asString().startsWith("P: not JSON, ");
  }
}
