package dev.wsemulator.aws;

import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3, DynamoDB and SQS in a LocalStack container that is started for the stack and removed after
 * it; Amazon Translate, which LocalStack's free edition has not, is the stub. An auth token in
 * {@code LOCALSTACK_AUTH_TOKEN} is passed on.
 *
 * @see <a href="https://docs.localstack.cloud/aws/services/">Services of LocalStack</a>
 */
final class LocalStackAws implements AwsEnvironment {
  private final String image;
  private final TranslateStub translate;
  private Calls calls = Calls.PASS;
  private @Nullable RunningLocalStack container;
  private @Nullable ExternalAws services;

  LocalStackAws(String image, TranslateStub translate) {
    this.image = image;
    this.translate = translate;
  }

  @Override
  public synchronized Map<String, String> start(Stack stack, EventTarget functions) {
    if (container != null) {
      throw new IllegalStateException(
          "LocalStack is started already. Use a new environment for each emulator.");
    }
    container = startContainer();
    try {
      services = new ExternalAws(container.endpoint(), translate, false);
      services.calls(calls);
      return services.start(stack, functions);
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
  public synchronized void calls(Calls before) {
    calls = before;
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
  public S3Client s3() {
    return started().s3();
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return started().dynamoDb();
  }

  @Override
  public TranslateStub translate() {
    return translate;
  }

  private RunningLocalStack startContainer() {
    try {
      return RunningLocalStack.start(image);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "LocalStack needs Testcontainers, which is not on the class path. Add org.testcontainers:testcontainers-localstack, or use the embedded services.",
          e);
    }
  }

  private synchronized ExternalAws started() {
    if (services == null) {
      throw new IllegalStateException("LocalStack is not started. Start the emulator first.");
    }
    return services;
  }
}
