package dev.wsemulator.it;

import dev.wsemulator.aws.AwsEnvironment;
import java.net.URI;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/**
 * The translator app on services of another process: the endpoint that {@code
 * WSEMULATOR_TEST_AWS_ENDPOINT} names, else LocalStack in a container, else skipped.
 */
class TranslatorAppOnEndpointIT extends TranslatorAppContract {
  @Override
  AwsEnvironment environment() {
    String endpoint = System.getenv("WSEMULATOR_TEST_AWS_ENDPOINT");
    if (endpoint != null && !endpoint.isBlank()) {
      return AwsEnvironment.external(URI.create(endpoint));
    }
    Assumptions.assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "There is neither a Docker engine for LocalStack nor an endpoint in"
            + " WSEMULATOR_TEST_AWS_ENDPOINT.");
    return AwsEnvironment.localStack();
  }
}
