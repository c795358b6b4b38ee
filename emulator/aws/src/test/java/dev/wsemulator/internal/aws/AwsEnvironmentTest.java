package dev.wsemulator.internal.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class AwsEnvironmentTest {

  @Test
  void optionNamesTheEnvironment() {
    assertThat(AwsEnvironment.of("embedded")).isInstanceOf(EmbeddedAws.class);
    assertThat(AwsEnvironment.of("localstack"))
        .hasToString("LocalStack of the image " + AwsEnvironment.LOCALSTACK_IMAGE);
    assertThat(AwsEnvironment.of("localstack=my/image:1"))
        .hasToString("LocalStack of the image my/image:1");
    assertThat(AwsEnvironment.of("http://localhost:4566")).isInstanceOf(ExternalAws.class);
  }

  @Test
  void unknownOptionIsRefusedWithWhatIsPossible() {
    assertThatThrownBy(() -> AwsEnvironment.of("moto"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"moto\"")
        .hasMessageContaining("\"embedded\"");
    assertThatThrownBy(() -> AwsEnvironment.of("http://"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://localhost:4566");
  }

  @Test
  void oneWordHostBecomesItsAddressSoThatBucketsStayInThePath() {
    assertThat(Endpoints.withAddress(URI.create("http://localhost:4566")))
        .isEqualTo(URI.create("http://127.0.0.1:4566"));
    URI named = URI.create("http://s3.example.com:4566");
    assertThat(Endpoints.withAddress(named)).isEqualTo(named);
  }

  @Test
  void endpointThatDoesNotAnswerIsNamed() {
    try (AwsEnvironment aws = AwsEnvironment.external(URI.create("http://127.0.0.1:1"))) {
      assertThatThrownBy(() -> aws.start(TestStack.context(TestStack.stack())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("http://127.0.0.1:1 does not answer");
    }
  }

  @Test
  void withoutDockerLocalStackSaysWhatToDo() {
    assumeTrue(!DockerClientFactory.instance().isDockerAvailable(), "Skipped: Docker is here.");
    try (AwsEnvironment aws = AwsEnvironment.localStack()) {
      assertThatThrownBy(() -> aws.start(TestStack.context(TestStack.stack())))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Start Docker")
          .hasMessageContaining("embedded");
    }
  }

  @Test
  void theAccessKeyOfAnEndpointStandsBeforeItsHost() {
    URI named = URI.create("http://AKIA:se:cret@localhost:4566");
    assertThat(Endpoints.key(named)).contains(new AccessKey("AKIA", "se:cret"));
    assertThat(Endpoints.withoutKey(named)).isEqualTo(URI.create("http://localhost:4566"));
    assertThat(Endpoints.key(URI.create("http://localhost:4566"))).isEmpty();
  }

  @Test
  void aKeyWithoutItsSecretIsRefused() {
    assertThatThrownBy(() -> AwsEnvironment.of("http://AKIA@localhost:4566"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("names a key without its secret");
  }
}
