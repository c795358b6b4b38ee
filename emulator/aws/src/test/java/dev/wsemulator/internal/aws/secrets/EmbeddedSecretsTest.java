package dev.wsemulator.internal.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.JsonService;
import dev.wsemulator.stack.Secret;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedSecretsTest {
  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:chat/key-AbCdEf";
  private static final Stack STACK =
      Stack.builder().secrets(List.of(new Secret("chat/key", ARN, "{\"k\":\"v\"}"))).build();

  private final VirtualTime clock = new VirtualTime(Instant.parse("2026-01-31T12:00:00Z"));
  private final EmbeddedSecrets secrets = new EmbeddedSecrets(STACK, clock, Optional.empty());

  private AwsResponse call(String operation, String json) {
    return ((JsonService) secrets.handler())
        .answer(operation, json.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> answer(String operation, String json) {
    AwsResponse response = call(operation, json);
    assertThat(response.status()).as(new String(response.body())).isEqualTo(200);
    return AwsJson.read(response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chat/key", ARN, "arn:aws:secretsmanager:us-east-1:123456789012:secret:chat/key"})
  void aSecretIsFoundByItsNameAndByItsArn(String id) {
    Map<String, Object> answer = answer("GetSecretValue", "{\"SecretId\":\"" + id + "\"}");
    assertThat(answer)
        .containsEntry("ARN", ARN)
        .containsEntry("Name", "chat/key")
        .containsEntry("SecretString", "{\"k\":\"v\"}")
        .containsEntry("VersionStages", List.of("AWSCURRENT"))
        .containsEntry("CreatedDate", 1.7698608E9)
        .containsOnlyKeys(
            "ARN", "CreatedDate", "Name", "SecretString", "VersionId", "VersionStages");
  }

  @Test
  void theValueBeforeIsKeptUnderItsOwnStage() {
    answer("PutSecretValue", "{\"SecretId\":\"chat/key\",\"SecretString\":\"second\"}");
    answer(
        "UpdateSecret",
        "{\"SecretId\":\"chat/key\",\"SecretString\":\"third\",\"ClientRequestToken\":\"v3\"}");
    String get = "{\"SecretId\":\"chat/key\"";
    assertThat(answer("GetSecretValue", get + "}"))
        .containsEntry("SecretString", "third")
        .containsEntry("VersionId", "v3");
    assertThat(answer("GetSecretValue", get + ",\"VersionStage\":\"AWSPREVIOUS\"}"))
        .containsEntry("SecretString", "second");
    assertThat(answer("GetSecretValue", get + ",\"VersionId\":\"v3\"}"))
        .containsEntry("SecretString", "third");
    assertThat(answer("DescribeSecret", get + "}").get("VersionIdsToStages").toString())
        .contains("v3=[AWSCURRENT]");
  }

  @Test
  void bytesComeBackAsBytes() {
    answer("CreateSecret", "{\"Name\":\"raw\",\"SecretBinary\":\"AAE=\"}");
    assertThat(answer("GetSecretValue", "{\"SecretId\":\"raw\"}"))
        .containsEntry("SecretBinary", "AAE=")
        .doesNotContainKey("SecretString");
  }

  @Test
  void severalSecretsAreAnsweredWithTheErrorsOfThoseThatAreNotThere() {
    Map<String, Object> answer =
        answer("BatchGetSecretValue", "{\"SecretIdList\":[\"chat/key\",\"none\"]}");
    assertThat((List<?>) answer.get("SecretValues")).hasSize(1);
    assertThat(answer.get("Errors"))
        .isEqualTo(
            List.of(
                Map.of(
                    "SecretId", "none",
                    "ErrorCode", "ResourceNotFoundException",
                    "Message", "Secrets Manager can't find the specified secret.")));
  }

  @Test
  void aDeletedSecretIsRefusedUntilItIsRestored() {
    answer("DeleteSecret", "{\"SecretId\":\"chat/key\"}");
    assertThat(new String(call("GetSecretValue", "{\"SecretId\":\"chat/key\"}").body()))
        .contains("InvalidRequestException", "marked for deletion");
    assertThat((List<?>) answer("ListSecrets", "{}").get("SecretList")).isEmpty();
    answer("RestoreSecret", "{\"SecretId\":\"chat/key\"}");
    answer("GetSecretValue", "{\"SecretId\":\"chat/key\"}");
  }

  @Test
  void aSecretDeletedByForceIsGone() {
    answer("DeleteSecret", "{\"SecretId\":\"chat/key\",\"ForceDeleteWithoutRecovery\":true}");
    assertThat(new String(call("RestoreSecret", "{\"SecretId\":\"chat/key\"}").body()))
        .contains("ResourceNotFoundException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetSecretValue | {\"SecretId\":\"none\"} | 400 | \"__type\":\"ResourceNotFoundException\",\"message\":\"Secrets Manager can't find the specified secret.\"",
        "GetSecretValue | {\"SecretId\":\"chat/key\",\"VersionStage\":\"AWSPREVIOUS\"} | 400 | staging label: AWSPREVIOUS",
        "GetSecretValue | {\"SecretId\":\"chat/key\",\"VersionId\":\"v\"} | 400 | VersionId: v",
        "GetSecretValue | {} | 400 | ValidationException",
        "PutSecretValue | {\"SecretId\":\"chat/key\"} | 400 | InvalidRequestException",
        "CreateSecret | {\"Name\":\"chat/key\"} | 400 | ResourceExistsException",
        "RotateSecret | {} | 501 | The operation RotateSecret of Secrets Manager is not emulated",
      })
  void badInputIsRefusedInTheWordsOfAws(String operation, String json, int status, String words) {
    AwsResponse response = call(operation, json);
    assertThat(response.status()).isEqualTo(status);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains(words);
  }

  @Test
  void aPasswordHasTheLengthThatIsAskedFor() {
    assertThat(
            (String) answer("GetRandomPassword", "{\"PasswordLength\":50}").get("RandomPassword"))
        .hasSize(50);
  }

  @Test
  void aStackThatChangesChangesItsSecrets() {
    Stack now = STACK.toBuilder().secrets(List.of(new Secret("chat/key", ARN, "new"))).build();
    secrets.update(STACK, now);
    assertThat(answer("GetSecretValue", "{\"SecretId\":\"chat/key\"}"))
        .containsEntry("SecretString", "new");
    secrets.update(now, Stack.builder().build());
    assertThat(call("GetSecretValue", "{\"SecretId\":\"chat/key\"}").status()).isEqualTo(400);
  }
}
