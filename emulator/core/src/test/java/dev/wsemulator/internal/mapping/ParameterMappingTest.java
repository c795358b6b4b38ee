package dev.wsemulator.internal.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.internal.mapping.ParameterMapping.Parameters;
import dev.wsemulator.testing.Aws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterMappingTest {
  private static final TemplateInput INPUT =
      new TemplateInput(
          "{\"room\":{\"id\":7}}",
          Map.of("connectionId", "TXz=", "identity", Map.of("sourceIp", "192.0.2.1")),
          Map.of("color", "red"),
          Map.of("Auth", List.of("one", "two")),
          Map.of("q", List.of("1", "2")));

  private static Parameters apply(String target, String source) {
    return ParameterMapping.compile(Map.of(target, source)).apply(INPUT);
  }

  private static List<String> header(String source) {
    return apply("integration.request.header.X-It", source).headers().get("X-It");
  }

  @Aws("TM-08")
  @Test
  void parametersGoToHeadersQueryAndPath() {
    assertThat(apply("integration.request.header.a", "'x'").headers())
        .containsEntry("a", List.of("x"));
    assertThat(apply("integration.request.querystring.a", "'x'").query())
        .containsEntry("a", List.of("x"));
    assertThat(apply("integration.request.path.a", "'x'").path()).containsEntry("a", List.of("x"));
  }

  @Aws({"TM-09", "TM-13"})
  @Test
  void valuesComeFromEverySource() {
    assertThat(header("route.request.header.Auth")).containsExactly("two");
    assertThat(header("route.request.multivalueheader.Auth")).containsExactly("one", "two");
    assertThat(header("route.request.querystring.q")).containsExactly("2");
    assertThat(header("route.request.multivaluequerystring.q")).containsExactly("1", "2");
    assertThat(header("route.request.body.room.id")).containsExactly("7");
    assertThat(header("stageVariables.color")).containsExactly("red");
    assertThat(header("context.connectionId")).containsExactly("TXz=");
    assertThat(header("context.identity.sourceIp")).containsExactly("192.0.2.1");
    assertThat(header("'it is'")).containsExactly("it is");
  }

  @Aws("TM-09")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "route.request.header.None",
        "route.request.querystring.none",
        "route.request.body.none",
        "stageVariables.none",
        "context.none",
        "context.identity"
      })
  void whatHasNoValueIsLeftOut(String source) {
    assertThat(header(source)).isNull();
  }

  @Aws("TM-10")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "integration.request.header.a b",
        "integration.request.header.",
        "integration.request.cookie.a",
        "integration.response.header.a"
      })
  void namesHaveAFewCharactersOnly(String target) {
    assertThatThrownBy(() -> apply(target, "'x'"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + target + "\"");
  }

  @Aws("TM-09")
  @ParameterizedTest
  @ValueSource(strings = {"x", "route.request.cookie.a", "method.request.header.a", "'open", ""})
  void unknownSourcesAreRefused(String source) {
    assertThatThrownBy(() -> header(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Invalid mapping expression specified");
  }
}
