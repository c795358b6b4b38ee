package dev.wsemulator.aws;

import dev.wsemulator.stack.BackEnd;
import java.net.URI;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The AWS services that functions talk to: S3, DynamoDB and Amazon Translate. One environment
 * serves one stack, once: it is started, used and closed. Thread-safe after its start.
 */
public interface AwsEnvironment extends BackEnd {

  /** The container image that {@link #localStack()} runs: the last one that needs no token. */
  String LOCALSTACK_IMAGE = "localstack/localstack:4.14.0";

  /** Returns services that run inside this process, on a free port of the loopback interface. */
  static AwsEnvironment embedded() {
    return EmbeddedAws.builder().build();
  }

  /**
   * Returns services that run in a LocalStack container, of the image {@link #LOCALSTACK_IMAGE}.
   */
  static AwsEnvironment localStack() {
    return localStack(LOCALSTACK_IMAGE);
  }

  /**
   * Returns services that run in a container of a LocalStack-compatible image.
   *
   * @param image for example {@code localstack/localstack:4.14.0}
   */
  static AwsEnvironment localStack(String image) {
    return new LocalStackAws(image, new TranslateStub(TranslateOptions.defaults()));
  }

  /**
   * Returns services that already run. Tables and buckets of the stack are created where they are
   * missing; Amazon Translate is the stub all the same.
   *
   * @param endpoint for example {@code http://localhost:4566}, or {@code
   *     http://KEY:SECRET@localhost:4566} where it has another access key than LocalStack's {@code
   *     test} and {@code test}
   */
  static AwsEnvironment external(URI endpoint) {
    return ExternalAws.builder(endpoint).build();
  }

  /**
   * Returns the environment that a command line names.
   *
   * @param option {@code embedded}, {@code localstack}, {@code localstack=<image>} or the URL of an
   *     endpoint
   * @throws IllegalArgumentException if it is none of these
   */
  static AwsEnvironment of(String option) {
    if (option.equals("embedded")) {
      return embedded();
    }
    if (option.equals("localstack")) {
      return localStack();
    }
    if (option.startsWith("localstack=")) {
      return localStack(option.substring("localstack=".length()));
    }
    if (option.startsWith("http://") || option.startsWith("https://")) {
      return external(Endpoints.parse(option));
    }
    throw new IllegalArgumentException(
        "\"%s\" names no AWS environment. Use \"embedded\", \"localstack\", \"localstack=<image>\" or a URL such as http://localhost:4566."
            .formatted(option));
  }

  /**
   * Returns where a service is.
   *
   * @param service {@code s3}, {@code dynamodb} or {@code translate}
   * @throws IllegalStateException if the environment has not been started
   * @throws IllegalArgumentException if it is another service
   */
  URI endpoint(String service);

  /** Returns an S3 client with the owner's key, for tests. It is closed with the environment. */
  S3Client s3();

  /**
   * Returns a DynamoDB client with the owner's key, for tests. It is closed with the environment.
   */
  DynamoDbClient dynamoDb();

  /** Returns the stand-in for Amazon Translate, which can be told to fail or to be slow. */
  TranslateStub translate();
}
