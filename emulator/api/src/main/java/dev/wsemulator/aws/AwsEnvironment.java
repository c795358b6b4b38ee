package dev.wsemulator.aws;

import dev.wsemulator.internal.engine.AwsEngine;
import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEnd;
import java.net.URI;

/**
 * The AWS services that functions talk to, such as S3 and DynamoDB. One environment serves one
 * stack, once: it is started, used and closed. Thread-safe after its start.
 */
public interface AwsEnvironment extends BackEnd {

  /** The container image that {@link #localStack()} runs: the last one that needs no token. */
  String LOCALSTACK_IMAGE = "localstack/localstack:4.14.0";

  /** Returns services that run inside this process, on a free port of the loopback interface. */
  static AwsEnvironment embedded() {
    return embedded(TranslateOptions.defaults());
  }

  /**
   * Returns services that run inside this process, on a free port of the loopback interface.
   *
   * @param translate how the stand-in for Amazon Translate behaves
   */
  static AwsEnvironment embedded(TranslateOptions translate) {
    return engine().embedded(translate);
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
    return new LocalStackAws(image, TranslateOptions.defaults());
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
    return external(endpoint.toString(), false);
  }

  /**
   * Returns services that already run, Amazon Translate among them.
   *
   * @param endpoint as for {@link #external(URI)}
   */
  static AwsEnvironment externalWithTranslate(URI endpoint) {
    return external(endpoint.toString(), true);
  }

  private static AwsEngine<AwsEnvironment, TranslateOptions> engine() {
    return Engines.aws();
  }

  private static AwsEnvironment external(String endpoint, boolean translate) {
    return engine().external(endpoint, TranslateOptions.defaults(), translate);
  }

  /**
   * Returns the environment that a command line names.
   *
   * @param option {@code embedded}, {@code localstack}, {@code localstack=<image>} or the URL of an
   *     endpoint
   * @throws IllegalArgumentException if the text is invalid
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
      return external(option, false);
    }
    throw new IllegalArgumentException(
        "Unknown AWS environment \"%s\". Use \"embedded\", \"localstack\", \"localstack=<image>\" or a URL such as http://localhost:4566."
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

  /**
   * Returns the key to sign calls of the services with, as the account's owner.
   *
   * @throws IllegalStateException if the services are in a container that has not been started
   */
  AccessKey accessKey();

  /** Returns the stub of Amazon Translate, which can be made to fail or to be slow. */
  TranslateStub translate();
}
