package dev.wsemulator.internal.engine;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.aws.TranslateOptions;
import java.util.List;

/** Creates AWS services. Thread-safe. */
public interface AwsEngine {

  /** Returns services inside this process, not yet started. */
  AwsEnvironment embedded(TranslateOptions translate);

  /**
   * Returns services at an endpoint that runs already, not yet started.
   *
   * @param endpoint its URL, which may have an access key before the host
   * @param translateAtEndpoint whether Amazon Translate is there, too, and not the stand-in
   * @throws IllegalArgumentException if the endpoint is not a URL, or has no host, or a key without
   *     its secret
   */
  AwsEnvironment external(String endpoint, TranslateOptions translate, boolean translateAtEndpoint);

  /** Returns the services of LocalStack that an environment needs, by LocalStack's names. */
  List<String> localStackServices();
}
