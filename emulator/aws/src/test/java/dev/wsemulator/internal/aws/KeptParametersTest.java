package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.stack.Parameter;
import java.io.IOException;
import java.net.URLConnection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parameters and secrets are there again, as the last answered call has left them. */
class KeptParametersTest extends KeptServices {
  @Test
  void parametersAndSecretsAreWhatCallsHaveMadeThemUntilTheTemplateChanges() throws IOException {
    call("AmazonSSM.PutParameter", Map.of("Name", GREETING, "Value", "moin", "Overwrite", true));
    call("AmazonSSM.PutParameter", Map.of("Name", "/mine", "Value", "1", "Type", "String"));
    call("secretsmanager.PutSecretValue", Map.of("SecretId", "chat/key", "SecretString", "new"));
    call("secretsmanager.CreateSecret", Map.of("Name", "mine", "SecretString", "s"));

    crash();

    assertThat(parameter(GREETING)).isEqualTo("moin");
    assertThat(parameter("/mine")).isEqualTo("1");
    assertThat(secret("chat/key")).isEqualTo("new");
    assertThat(secret("mine")).isEqualTo("s");
    crash(stack().toBuilder().parameters(List.of(new Parameter(GREETING, "String", "hi"))).build());
    assertThat(parameter(GREETING)).isEqualTo("hi");
    assertThat(secret("chat/key")).isEqualTo("new");
  }

  private Object parameter(String name) throws IOException {
    Map<?, ?> answer = call("AmazonSSM.GetParameter", Map.of("Name", name));
    return ((Map<?, ?>) answer.get("Parameter")).get("Value");
  }

  private Object secret(String id) throws IOException {
    return call("secretsmanager.GetSecretValue", Map.of("SecretId", id)).get("SecretString");
  }

  /** Calls a service that has no SDK here. */
  private Map<String, Object> call(String target, Map<String, ?> request) throws IOException {
    URLConnection connection = now.aws().endpoint("s3").toURL().openConnection();
    connection.setRequestProperty("X-Amz-Target", target);
    connection.setDoOutput(true);
    connection.getOutputStream().write(AwsJson.write(request));
    return AwsJson.read(connection.getInputStream().readAllBytes());
  }
}
