package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.stack.Parameter;
import dev.wsemulator.stack.Secret;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What functions find in Parameter Store and in Secrets Manager. */
class KeptResourcesTest {
  private static final String TEMPLATE =
      """
      Resources:
        Greeting:
          Type: AWS::SSM::Parameter
          Properties: {Name: /chat/greeting, Type: String, Value: hello}
        Key:
          Type: AWS::SecretsManager::Secret
          Properties: {Name: chat-key, SecretString: '{"k":"v"}'}
        Password:
          Type: AWS::SecretsManager::Secret
          Properties:
            Name: chat-password
            GenerateSecretString: {SecretStringTemplate: '{"user":"me"}', GenerateStringKey: pw}
      """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private static String text(Stack stack, String name) {
    return stack.secrets().stream()
        .filter(one -> one.name().equals(name))
        .map(Secret::value)
        .findFirst()
        .orElse("");
  }

  @Test
  void parametersAndSecretsOfATemplateAreThere() {
    Stack stack = folder.load(TEMPLATE);
    assertThat(stack.parameters())
        .containsExactly(new Parameter("/chat/greeting", "String", "hello"));
    assertThat(text(stack, "chat-key")).isEqualTo("{\"k\":\"v\"}");
    assertThat(text(stack, "chat-password")).matches("\\{\"user\":\"me\",\"pw\":\"[0-9a-f]{32}\"}");
    assertThat(stack.secrets().get(0).arn())
        .matches("arn:aws:secretsmanager:us-east-1:123456789012:secret:chat-key-[A-Za-z0-9]{6}");
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void valuesThatAreGivenAreThereTooAndComeFirst() {
    Stack stack =
        folder.load(
            TEMPLATE,
            Map.of(
                "ssm:/chat/greeting", "hi",
                "ssm:/other:3", "o",
                "ssm-secure:/token", "t",
                "secretsmanager:chat-key", "whole",
                "secretsmanager:db:SecretString:user", "me",
                "secretsmanager:arn:aws:secretsmanager:us-east-1:123456789012:secret:far-AbCdEf",
                    "far away"));
    assertThat(stack.parameters())
        .containsExactlyInAnyOrder(
            new Parameter("/chat/greeting", "String", "hi"),
            new Parameter("/other", "String", "o"),
            new Parameter("/token", "SecureString", "t"));
    assertThat(text(stack, "chat-key")).isEqualTo("whole");
    assertThat(text(stack, "db")).isEqualTo("{\"user\":\"me\"}");
    assertThat(text(stack, "far")).isEqualTo("far away");
  }

  @Test
  void aParameterWithoutAValueIsAProblem() {
    assertThat(folder.problemsOfSam("  Empty: {Type: AWS::SSM::Parameter, Properties: {Name: /a}}"))
        .singleElement()
        .asString()
        .endsWith("Resources.Empty.Properties.Value is missing or empty. Write a text.");
  }
}
