package dev.wsemulator.internal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.testing.Aws;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {

  /** The operators of AWS's table, each with a value that it wants and one that it does not. */
  @Aws("EP-09")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"v\":[\"running\"]}|\"running\"|\"stopped\"",
        "{\"v\":[\"running\",\"stopped\"]}|\"stopped\"|\"Running\"",
        "{\"v\":[\"\"]}|\"\"|null",
        "{\"v\":[null]}|null|\"\"",
        "{\"v\":[true]}|true|\"true\"",
        "{\"v\":[100]}|100|\"100\"",
        "{\"v\":[300]}|300.0|301",
        "{\"v\":[{\"prefix\":\"us-\"}]}|\"us-east-1\"|\"eu-us-1\"",
        "{\"v\":[{\"prefix\":{\"equals-ignore-case\":\"EventB\"}}]}|\"EVENTBRIDGE\"|\"even\"",
        "{\"v\":[{\"suffix\":\".png\"}]}|\"a.png\"|\"a.PNG\"",
        "{\"v\":[{\"suffix\":{\"equals-ignore-case\":\".png\"}}]}|\"a.PNG\"|\"png\"",
        "{\"v\":[{\"equals-ignore-case\":\"alice\"}]}|\"ALICE\"|\"alicia\"",
        "{\"v\":[{\"anything-but\":\"initializing\"}]}|\"running\"|\"initializing\"",
        "{\"v\":[{\"anything-but\":100}]}|101|100",
        "{\"v\":[{\"anything-but\":[\"stopped\",\"overloaded\"]}]}|\"running\"|\"overloaded\"",
        "{\"v\":[{\"anything-but\":[100,200]}]}|300|200",
        "{\"v\":[{\"anything-but\":{\"prefix\":\"init\"}}]}|\"running\"|\"initializing\"",
        "{\"v\":[{\"anything-but\":{\"prefix\":[\"a\",\"b\"]}}]}|\"c\"|\"b1\"",
        "{\"v\":[{\"anything-but\":{\"suffix\":\".txt\"}}]}|\"a.png\"|\"a.txt\"",
        "{\"v\":[{\"anything-but\":{\"equals-ignore-case\":[\"X\"]}}]}|\"y\"|\"x\"",
        "{\"v\":[{\"anything-but\":{\"wildcard\":\"*/lib/*\"}}]}|\"/src/a\"|\"/my/lib/a\"",
        "{\"v\":[{\"numeric\":[\"=\",100]}]}|1e2|\"100\"",
        "{\"v\":[{\"numeric\":[\">\",10,\"<=\",20]}]}|20|10",
        "{\"v\":[{\"numeric\":[\">=\",-5.5]}]}|-5.5|-5.6",
        "{\"v\":[{\"numeric\":[\"<\",0.1]}]}|0.0999|0.1",
        "{\"v\":[{\"cidr\":\"10.0.0.0/24\"}]}|\"10.0.0.255\"|\"10.0.1.0\"",
        "{\"v\":[{\"cidr\":\"2001:db8::/32\"}]}|\"2001:db8:1::2\"|\"2001:db9::1\"",
        "{\"v\":[{\"cidr\":\"10.0.0.0/24\"}]}|\"10.0.0.1\"|\"example.com\"",
        "{\"v\":[{\"wildcard\":\"dir/*.png\"}]}|\"dir/a/b.png\"|\"dir/a.png2\"",
        "{\"v\":[{\"wildcard\":\"a\\\\*b\"}]}|\"a*b\"|\"axb\"",
        "{\"v\":[{\"wildcard\":\"*a*b*\"}]}|\"xaxbx\"|\"xbxax\"",
        "{\"v\":[\"a\",{\"prefix\":\"b\"},{\"numeric\":[\">\",0]}]}|1|0",
      })
  void operatorWantsOneValueAndNotTheOther(String pattern, String wanted, String unwanted)
      throws InvalidPatternException {
    assertThat(matches(pattern, "{\"v\":%s}".formatted(wanted))).isTrue();
    assertThat(matches(pattern, "{\"v\":%s}".formatted(unwanted))).isFalse();
  }

  @Aws("EP-09")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"b\":[{\"exists\":true}]}}|{\"a\":{\"b\":5}}|{\"a\":{\"c\":5}}",
        "{\"a\":{\"b\":[{\"exists\":true}]}}|{\"a\":{\"b\":null}}|{\"a\":{\"b\":{\"c\":1}}}",
        "{\"a\":{\"b\":[{\"exists\":false}]}}|{}|{\"a\":{\"b\":5}}",
        "{\"a\":[{\"exists\":false}]}|{\"a\":[]}|{\"a\":[1]}",
        "{\"v\":[{\"anything-but\":\"x\"}]}|{\"v\":1}|{}",
        "{\"v\":[\"a\"]}|{\"v\":[\"b\",\"a\"]}|{\"v\":[\"b\"]}",
        "{\"v\":[{\"anything-but\":\"a\"}]}|{\"v\":[\"a\",\"b\"]}|{\"v\":[\"a\"]}",
        "{\"a\":[\"1\"],\"b\":[\"2\"]}|{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}|{\"a\":\"1\"}",
        "{\"$or\":[{\"a\":[\"1\"]},{\"b\":[\"2\"]}]}|{\"b\":\"2\"}|{\"a\":\"2\",\"b\":\"1\"}",
        "{\"c\":[\"3\"],\"$or\":[{\"a\":[\"1\"]},{\"b\":[\"2\"]}]}|{\"a\":\"1\",\"c\":\"3\"}|{\"a\":\"1\"}",
        "{\"d\":{\"$or\":[{\"a\":[\"1\"]},{\"b\":[\"2\"]}]}}|{\"d\":{\"a\":\"1\"}}|{\"a\":\"1\"}",
        "{\"$or\":[{\"prefix\":\"x\"},{\"prefix\":\"y\"}]}|{\"$or\":\"y1\"}|{\"$or\":\"z\"}",
        "{\"$or\":[\"x\"]}|{\"$or\":\"x\"}|{\"$or\":\"y\"}"
      })
  void structureSelectsOneEventAndNotTheOther(String pattern, String wanted, String unwanted)
      throws InvalidPatternException {
    assertThat(matches(pattern, wanted)).isTrue();
    assertThat(matches(pattern, unwanted)).isFalse();
  }

  @Test
  void membersOfAnArrayOfObjectsHaveToMatchWithinOneElement() throws InvalidPatternException {
    String pattern = "{\"people\":{\"first\":[\"Anna\"],\"last\":[\"Smith\"]}}";

    assertThat(
            matches(
                pattern,
                "{\"people\":[{\"first\":\"Bob\"},{\"first\":\"Anna\",\"last\":\"Smith\"}]}"))
        .isTrue();
    assertThat(
            matches(
                pattern,
                "{\"people\":[{\"first\":\"Anna\",\"last\":\"Jones\"},{\"first\":\"Bob\",\"last\":\"Smith\"}]}"))
        .isFalse();
  }

  @Test
  void emptyPatternSelectsEveryEvent() throws InvalidPatternException {
    assertThat(matches("{}", "{\"a\":1}")).isTrue();
    assertThat(matches("{}", "{}")).isTrue();
  }

  @Test
  void longWildcardsTakeNoLongerThanTheValueTimesThePattern() throws InvalidPatternException {
    String pattern = "{\"v\":[{\"wildcard\":\"%s\"}]}".formatted("*a".repeat(40) + "*b");
    assertThat(matches(pattern, "{\"v\":\"%s\"}".formatted("a".repeat(20_000)))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{oops|The pattern is not valid JSON.",
        "[]|Filter is not an object.",
        "{\"a\":\"x\"}|\"a\" must be an object or an array. (at a)",
        "{\"a\":{}}|Empty objects are not allowed. (at a)",
        "{\"a\":{\"b\":[]}}|Empty arrays are not allowed. (at a.b)",
        "{\"a\":[\"x\",[1]]}|Match value must be String, number, true, false, or null. (at a[1])",
        "{\"a\":[{\"like\":\"x\"}]}|Unrecognized match type like. (at a[0])",
        "{\"a\":[{\"prefix\":\"x\",\"suffix\":\"y\"}]}|Only one key allowed in match expression. (at a[0])",
        "{\"a\":[{\"prefix\":5}]}|prefix match pattern must be a string. (at a[0])",
        "{\"a\":[{\"suffix\":{\"prefix\":\"x\"}}]}|An object behind suffix can have equals-ignore-case only. (at a[0])",
        "{\"a\":[{\"exists\":\"true\"}]}|exists match pattern must be either true or false. (at a[0])",
        "{\"a\":[{\"numeric\":[\">\"]}]}|numeric must be an array of one or two operators, each with its number. (at a[0])",
        "{\"a\":[{\"numeric\":[\"!=\",1]}]}|Unrecognized numeric range operator: !=. (at a[0])",
        "{\"a\":[{\"numeric\":[\">\",\"1\"]}]}|Value of numeric operator must be numeric. (at a[0])",
        "{\"a\":[{\"numeric\":[\">\",5,\"<\",5]}]}|Bottom must be less than top. (at a[0])",
        "{\"a\":[{\"numeric\":[\"<\",5,\">\",1]}]}|A numeric range begins with > or >= and ends with < or <=. (at a[0])",
        "{\"a\":[{\"numeric\":[\">\",6000000000]}]}|A number must be between -5.0e9 and 5.0e9: 6000000000. (at a[0])",
        "{\"a\":[{\"anything-but\":[\"x\",1]}]}|Value of anything-but must be strings or numbers, in a list all of one type. (at a[0])",
        "{\"a\":[{\"anything-but\":[]}]}|Empty arrays are not allowed. (at a[0])",
        "{\"a\":[{\"anything-but\":{\"numeric\":[\"=\",1]}}]}|Unsupported anything-but pattern: numeric. (at a[0])",
        "{\"a\":[{\"wildcard\":\"a**b\"}]}|Consecutive wildcard characters at pos 1. (at a[0])",
        "{\"a\":[{\"wildcard\":\"a\\\\b\"}]}|Invalid escape character at pos 1. (at a[0])",
        "{\"a\":[{\"cidr\":\"10.0.0.0\"}]}|Malformed CIDR, one '/' required behind an address: 10.0.0.0. (at a[0])",
        "{\"a\":[{\"cidr\":\"10.0.0.0/33\"}]}|Malformed CIDR, one '/' required behind an address: 10.0.0.0/33. (at a[0])"
      })
  void unusablePatternIsRefusedWithItsPlace(String pattern, String message) {
    assertThatExceptionOfType(InvalidPatternException.class)
        .isThrownBy(() -> EventPattern.parse(pattern))
        .withMessage(message);
  }

  private static boolean matches(String pattern, String event) throws InvalidPatternException {
    return EventPattern.parse(pattern)
        .matches(Json.parse(event.getBytes(StandardCharsets.UTF_8)).orElseThrow());
  }
}
