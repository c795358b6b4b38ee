package dev.wsemulator.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {
  private static final List<String> IDS = List.of("id1", "id2", "id3");

  @Aws("EQ-04")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}",
        "{\"statusCode\":200}"
      })
  void answerWithoutFailuresMeansThatAllAreDone(String answer) {
    BatchResponse response = parse(answer);

    assertThat(response.failed()).isEmpty();
    assertThat(response.problem()).isEmpty();
  }

  @Test
  void namedItemsHaveFailedInTheirOrder() {
    BatchResponse response =
        parse(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"id3\"},{\"itemIdentifier\":\"id1\"}]}");

    assertThat(response.failed()).containsExactly("id3", "id1");
    assertThat(response.problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{oops|The answer is not JSON.",
        "\"ok\"|The answer is not an object.",
        "[]|The answer is not an object.",
        "{\"batchItemFailures\":\"id1\"}|batchItemFailures is not a list.",
        "{\"batchItemFailures\":{}}|batchItemFailures is not a list.",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}|An element of batchItemFailures has no itemIdentifier.",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}|An element of batchItemFailures has no itemIdentifier.",
        "{\"batchItemFailures\":[{\"itemId\":\"id1\"}]}|An element of batchItemFailures has no itemIdentifier.",
        "{\"batchItemFailures\":[\"id1\"]}|An element of batchItemFailures has no itemIdentifier.",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"id1\"},{\"itemIdentifier\":\"x\"}]}|No item of the batch has the itemIdentifier x."
      })
  void everyOtherAnswerMeansThatAllHaveFailed(String answer, String problem) {
    BatchResponse response = parse(answer);

    assertThat(response.failed()).containsExactlyElementsOf(IDS);
    assertThat(response.problem()).contains(problem);
  }

  private static BatchResponse parse(String answer) {
    return BatchResponse.parse(answer.getBytes(StandardCharsets.UTF_8), IDS);
  }
}
