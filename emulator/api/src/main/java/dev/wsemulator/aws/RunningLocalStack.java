package dev.wsemulator.aws;

import java.net.URI;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A LocalStack container; the only class here that knows Testcontainers, which need not be on the
 * class path.
 */
final class RunningLocalStack implements AutoCloseable {
  private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

  private final LocalStackContainer container;

  private RunningLocalStack(LocalStackContainer container) {
    this.container = container;
  }

  /** Returns whether containers can be run here. */
  static boolean isPossible() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Starts a container of the image with these services and waits until it is ready. */
  static RunningLocalStack start(String image, List<String> services) {
    if (!isPossible()) {
      throw new IllegalStateException(
          "LocalStack needs Docker, which does not respond. Start Docker, set DOCKER_HOST, use the endpoint of a running LocalStack, or use the embedded services.");
    }
    LocalStackContainer container = container(image, services);
    try {
      container.start();
      return new RunningLocalStack(container);
    } catch (ContainerLaunchException | ContainerFetchException e) {
      container.stop();
      throw new IllegalStateException(
          "LocalStack did not start from the image %s: %s. Check the image's name, and whether it needs %s to be set."
              .formatted(image, e.getMessage(), TOKEN),
          e);
    }
  }

  URI endpoint() {
    return container.getEndpoint();
  }

  @Override
  public void close() {
    container.stop();
  }

  @SuppressWarnings("resource")
  private static LocalStackContainer container(String image, List<String> services) {
    DockerImageName name =
        DockerImageName.parse(image).asCompatibleSubstituteFor("localstack/localstack");
    LocalStackContainer container =
        new LocalStackContainer(name).withServices(services.toArray(String[]::new));
    String token = System.getenv(TOKEN);
    return token == null || token.isBlank() ? container : container.withEnv(TOKEN, token);
  }
}
