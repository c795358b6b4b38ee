package dev.wsemulator.api;

/**
 * Knows what to make of each kind of integration. A new kind is a new method here.
 *
 * @param <R> what it makes of them
 */
public interface IntegrationVisitor<R> {
  /** Returns what it makes of a {@link Integration.LambdaProxy}. */
  R lambdaProxy(Integration.LambdaProxy integration);

  /** Returns what it makes of a {@link Integration.Lambda}. */
  R lambda(Integration.Lambda integration);

  /** Returns what it makes of a {@link Integration.HttpProxy}. */
  R httpProxy(Integration.HttpProxy integration);

  /** Returns what it makes of a {@link Integration.Http}. */
  R http(Integration.Http integration);

  /** Returns what it makes of a {@link Integration.Mock}. */
  R mock(Integration.Mock integration);

  /** Returns what it makes of a {@link Integration.AwsService}. */
  R awsService(Integration.AwsService integration);
}
