package dev.wsemulator.internal.aws.service;

import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An AWS service: its name in requests, how it runs inside the emulator's process, and what it
 * needs at an endpoint such as LocalStack's. A new service is one implementation of this, and one
 * line in the registry of services.
 */
public interface AwsService {

  /** Returns its name in endpoints and signatures, such as {@code secretsmanager}. */
  String name();

  /** Returns its name for people, such as {@code Secrets Manager}. */
  String title();

  /**
   * Returns its name in variables, such as {@code SECRETS_MANAGER}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
   *     endpoints</a>
   */
  default String variable() {
    return name().toUpperCase(Locale.ROOT);
  }

  /** Returns the names of all its endpoints in variables; DynamoDB has one more for streams. */
  default List<String> variables() {
    return List.of(variable());
  }

  /** Returns how the header {@code X-Amz-Target} of its requests begins, if they have one. */
  default Optional<String> targetPrefix() {
    return Optional.empty();
  }

  /** Returns whether it decides by its own rules which origins may call it, as S3 does. */
  default boolean hasOriginRules() {
    return false;
  }

  /**
   * Returns the services of LocalStack that stand for it; none if LocalStack does not have it, and
   * the embedded service is used there as well.
   */
  default List<String> localStackServices() {
    return List.of(name());
  }

  /** Returns whether it has to start with the emulator, because the stack has resources of it. */
  default boolean isUsedBy(Stack stack) {
    return false;
  }

  /** Returns the file in the folder for state that it keeps its resources in, if it keeps any. */
  default Optional<String> stateFile() {
    return Optional.empty();
  }

  /**
   * Starts it inside the emulator's process.
   *
   * @param stack what to provision: the context's stack, or what it has become meanwhile
   * @param context what the emulator offers
   * @param targets where its messages for others go
   */
  EmbeddedService embed(Stack stack, BackEndContext context, Targets targets);

  /**
   * Provisions the stack's resources at an endpoint.
   *
   * @param clients call the endpoint
   * @param stack what to provision
   * @param context what the emulator offers
   */
  default RunningService provision(AwsClients clients, Stack stack, BackEndContext context) {
    return (before, now) -> List.of();
  }

  /** Returns the answer to a call that fails with this HTTP status, in its own protocol. */
  AwsResponse failure(int status);

  /** Returns the answer to a call that fails with an error, in its own protocol. */
  AwsResponse error(int status, String code, String message);
}
