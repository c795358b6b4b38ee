package dev.wsemulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.SelectionExpression.BodyPath;
import dev.wsemulator.api.SelectionExpression.Literal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionExpressionTest {

  @Tag("RT-04")
  @Test
  void bracesMakeNoDifference() {
    assertThat(SelectionExpression.parse("$request.body.action").parts())
        .isEqualTo(SelectionExpression.parse("${request.body.action}").parts())
        .containsExactly(new BodyPath(List.of("action")));
  }

  @Tag("RT-05")
  @Test
  void textBetweenVariablesIsLiteral() {
    assertThat(SelectionExpression.parse("${request.body.service}/${request.body.action}").parts())
        .containsExactly(
            new BodyPath(List.of("service")), new Literal("/"), new BodyPath(List.of("action")));
  }

  @Tag("RT-08")
  @Test
  void textWithoutVariablesIsStatic() {
    assertThat(SelectionExpression.parse("action").parts()).containsExactly(new Literal("action"));
  }

  @Tag("RT-09")
  @Test
  void backslashTakesTheMeaningFromTheDollar() {
    assertThat(SelectionExpression.parse("\\$default").parts())
        .containsExactly(new Literal("$default"));
  }

  @Tag("RT-10")
  @Tag("RT-15")
  @Test
  void pathsMayBeNestedIndexedQuotedAndHyphenated() {
    assertThat(SelectionExpression.parse("$request.body.data.rooms[0]['a b'].detail-type").parts())
        .containsExactly(new BodyPath(List.of("data", "rooms", "0", "a b", "detail-type")));
  }

  @Tag("RT-16")
  @ParameterizedTest
  @ValueSource(strings = {"$context.stage", "${request.header.X}", "$", "${request.body.", "$1"})
  void anythingButTheBodyIsRefusedWithAnExample(String expression) {
    assertThatThrownBy(() -> SelectionExpression.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expression)
        .hasMessageContaining("$request.body.action");
  }
}
