package dev.wsemulator.internal.aws.secrets;

import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.JsonAwsService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.Optional;

/** Secrets Manager, with the secrets of the stack in it. */
public final class SecretService implements JsonAwsService {

  @Override
  public String name() {
    return "secretsmanager";
  }

  @Override
  public String title() {
    return "Secrets Manager";
  }

  @Override
  public String variable() {
    return "SECRETS_MANAGER";
  }

  @Override
  public Optional<String> targetPrefix() {
    return Optional.of("secretsmanager");
  }

  @Override
  public Optional<String> stateFile() {
    return Optional.of(KeptSecrets.FILE);
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new EmbeddedSecrets(stack, context.clock(), context.state());
  }

  /**
   * {@inheritDoc}
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html">Common
   *     errors</a>
   */
  @Override
  public ErrorCodes errorCodes() {
    return new ErrorCodes("ServiceUnavailable", "InvalidRequestException", "InternalServiceError");
  }
}
