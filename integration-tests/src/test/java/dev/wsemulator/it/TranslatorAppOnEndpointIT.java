package dev.wsemulator.it;

import dev.wsemulator.aws.AwsEnvironment;
import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;

/**
 * The translator app on services of another process: the endpoint that {@code
 * WSEMULATOR_TEST_AWS_ENDPOINT} names, else LocalStack in a container, else skipped.
 */
@EnabledIf(
    value = "isSomewhere",
    disabledReason =
        "There is neither an endpoint in WSEMULATOR_TEST_AWS_ENDPOINT nor a Docker engine for"
            + " LocalStack.")
class TranslatorAppOnEndpointIT extends TranslatorAppContract {
  @Override
  AwsEnvironment environment() {
    String endpoint = endpoint();
    return endpoint.isBlank()
        ? AwsEnvironment.localStack()
        : AwsEnvironment.external(URI.create(endpoint));
  }

  static boolean isSomewhere() {
    return !endpoint().isBlank() || DockerClientFactory.instance().isDockerAvailable();
  }

  private static String endpoint() {
    String endpoint = System.getenv("WSEMULATOR_TEST_AWS_ENDPOINT");
    return endpoint == null ? "" : endpoint;
  }
}
