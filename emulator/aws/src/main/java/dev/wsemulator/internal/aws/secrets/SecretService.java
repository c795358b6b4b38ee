package dev.wsemulator.internal.aws.secrets;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.Optional;

/** Secrets Manager, with the secrets of the stack in it. */
public final class SecretService implements AwsService {

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

  /** None: the values are those of the template and of the command line, wherever the rest is. */
  @Override
  public List<String> localStackServices() {
    return List.of();
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
  public AwsResponse failure(int status) {
    String code =
        switch (status) {
          case 400 -> "ThrottlingException";
          case 403 -> "AccessDeniedException";
          case 503 -> "ServiceUnavailable";
          default -> status < 500 ? "InvalidRequestException" : "InternalServiceError";
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  public AwsResponse error(int status, String code, String message) {
    return AwsResponse.jsonError("1.1", status, code, message);
  }
}
