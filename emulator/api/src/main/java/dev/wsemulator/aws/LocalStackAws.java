package dev.wsemulator.aws;

import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * S3, DynamoDB and SQS in a LocalStack container that is started for the stack and removed after
 * it; Amazon Translate, which LocalStack's free edition has not, is the stub. Testcontainers is
 * that of the user's project. An auth token in {@code LOCALSTACK_AUTH_TOKEN} is passed on.
 *
 * @see <a href="https://docs.localstack.cloud/aws/services/">Services of LocalStack</a>
 */
final class LocalStackAws implements AwsEnvironment {
  private final String image;
  private final TranslateOptions options;
  private @Nullable RunningLocalStack container;
  private @Nullable AwsEnvironment services;

  LocalStackAws(String image, TranslateOptions options) {
    this.image = image;
    this.options = options;
  }

  @Override
  public synchronized Map<String, String> start(BackEndContext context) {
    if (container != null) {
      throw new IllegalStateException(
          "LocalStack has been started already. Use a new environment for each emulator.");
    }
    container = startContainer();
    try {
      services =
          Engines.<AwsEnvironment, TranslateOptions>aws()
              .external(container.endpoint().toString(), options, false);
      return services.start(context);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    return started().update(before, now);
  }

  @Override
  public CompletionStage<Void> deliver(
      String targetArn, byte[] event, Map<String, Object> attributes) {
    return started().deliver(targetArn, event, attributes);
  }

  @Override
  public synchronized void close() {
    if (services != null) {
      services.close();
    }
    if (container != null) {
      container.close();
    }
  }

  @Override
  public URI endpoint(String service) {
    return started().endpoint(service);
  }

  @Override
  public AccessKey accessKey() {
    return started().accessKey();
  }

  @Override
  public TranslateStub translate() {
    return started().translate();
  }

  @Override
  public String toString() {
    return "LocalStack of the image " + image;
  }

  private RunningLocalStack startContainer() {
    try {
      for (String one : List.of("DockerClientFactory", "localstack.LocalStackContainer")) {
        Class<?> needed = Class.forName("org.testcontainers." + one);
        LocalStackAws.class.getModule().addReads(needed.getModule());
      }
      return RunningLocalStack.start(image, Engines.aws().localStackServices());
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      throw new IllegalStateException(
          "LocalStack needs Testcontainers, which is not on the class path. Add org.testcontainers:testcontainers-localstack, or use the embedded services.",
          e);
    }
  }

  private synchronized AwsEnvironment started() {
    if (services == null) {
      throw new IllegalStateException("LocalStack is not started. Start the emulator first.");
    }
    return services;
  }
}
