package dev.wsemulator.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.mapping.TemplateSelection.Response;
import dev.wsemulator.testing.Aws;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateSelectionTest {
  private static final Response RESPONSE =
      new Response(404, Map.of("X-Kind", List.of("a", "b"), "Other", List.of("c")));

  private static String chosen(String expression, Map<String, String> templates) {
    return TemplateSelection.compile(Optional.ofNullable(expression), templates)
        .select("{\"kind\":\"big\"}", RESPONSE)
        .map(
            template ->
                template.render(new TemplateInput("", Map.of(), Map.of(), Map.of(), Map.of())))
        .orElse("none");
  }

  @Aws({"IN-12", "IN-13"})
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${request.body.kind}|big",
        "$request.body.kind|big",
        "${integration.response.statuscode}|404",
        "${integration.response.header.x-kind}|b",
        "${integration.response.multivalueheader.X-Kind}|[a, b]",
        "static|static",
        "${request.body.kind}-${integration.response.statuscode}|big-404",
        "${request.body.none}|''"
      })
  void expressionsLookAtTheRequestAndTheResponse(String expression, String expected) {
    assertThat(TemplateSelection.evaluate(expression, "{\"kind\":\"big\"}", RESPONSE))
        .isEqualTo(expected);
  }

  @Aws({"IN-11", "IN-12", "IN-13"})
  @Test
  void templatesAreChosenByTheValueOfTheExpression() {
    Map<String, String> templates = Map.of("big", "B", "$default", "D", "application/json", "J");
    assertThat(chosen("${request.body.kind}", templates)).isEqualTo("B");
    assertThat(chosen("${request.body.none}", templates)).isEqualTo("D");
    assertThat(chosen("big", templates)).as("static text").isEqualTo("B");
    assertThat(chosen("${integration.response.statuscode}", templates)).isEqualTo("D");
    assertThat(chosen("${integration.response.statuscode}", Map.of("404", "N", "$default", "D")))
        .isEqualTo("N");
    assertThat(chosen(null, templates)).isEqualTo("D");
  }

  /** D-18 */
  @Aws("IN-11")
  @Test
  void aSoleTemplateForJsonIsTakenWithoutAnExpression() {
    assertThat(chosen(null, Map.of("application/json", "J"))).isEqualTo("J");
    assertThat(chosen("${request.body.kind}", Map.of("application/json", "J"))).isEqualTo("none");
    assertThat(chosen(null, Map.of("big", "B"))).isEqualTo("none");
  }
}
