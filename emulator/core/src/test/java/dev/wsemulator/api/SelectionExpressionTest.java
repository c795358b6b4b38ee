package dev.wsemulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.SelectionExpression.BodyPath;
import dev.wsemulator.api.SelectionExpression.Literal;
import dev.wsemulator.testing.Aws;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionExpressionTest {

  @Aws("RT-04")
  @Test
  void bracesMakeNoDifference() {
    assertThat(SelectionExpression.parse("$request.body.action").parts())
        .isEqualTo(SelectionExpression.parse("${request.body.action}").parts())
        .containsExactly(new BodyPath(List.of("action")));
  }

  @Aws("RT-05")
  @Test
  void textBetweenVariablesIsLiteral() {
    assertThat(SelectionExpression.parse("${request.body.service}/${request.body.action}").parts())
        .containsExactly(
            new BodyPath(List.of("service")), new Literal("/"), new BodyPath(List.of("action")));
  }

  @Aws("RT-08")
  @Test
  void textWithoutVariablesIsStatic() {
    assertThat(SelectionExpression.parse("action").parts()).containsExactly(new Literal("action"));
  }

  @Aws("RT-09")
  @Test
  void backslashTakesTheMeaningFromTheDollar() {
    assertThat(SelectionExpression.parse("\\$default").parts())
        .containsExactly(new Literal("$default"));
  }

  @Aws({"RT-10", "RT-15"})
  @Test
  void pathsMayBeNestedIndexedQuotedAndHyphenated() {
    assertThat(SelectionExpression.parse("$request.body.data.rooms[0]['a b'].detail-type").parts())
        .containsExactly(new BodyPath(List.of("data", "rooms", "0", "a b", "detail-type")));
  }

  @Aws("RT-16")
  @ParameterizedTest
  @ValueSource(strings = {"$context.stage", "${request.header.X}", "$", "${request.body.", "$1"})
  void anythingButTheBodyIsRefusedWithAnExample(String expression) {
    assertThatThrownBy(() -> SelectionExpression.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expression)
        .hasMessageContaining("$request.body.action");
  }
}
