package dev.wsemulator.internal.engine;

import java.util.List;

/**
 * Creates AWS services. Thread-safe.
 *
 * @param <E> what is published of the services
 * @param <T> what is published of how the stand-in for Amazon Translate behaves
 */
public interface AwsEngine<E, T> {

  /** Returns services inside this process, not yet started. */
  E embedded(T translate);

  /**
   * Returns services at an endpoint that runs already, not yet started.
   *
   * @param endpoint its URL, which may have an access key before the host
   * @param translateAtEndpoint whether Amazon Translate is there, too, and not the stand-in
   * @throws IllegalArgumentException if the endpoint is not a URL, or has no host, or a key without
   *     its secret
   */
  E external(String endpoint, T translate, boolean translateAtEndpoint);

  /** Returns the services of LocalStack that an environment needs, by LocalStack's names. */
  List<String> localStackServices();
}
