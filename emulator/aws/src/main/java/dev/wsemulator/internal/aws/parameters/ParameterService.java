package dev.wsemulator.internal.aws.parameters;

import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.JsonAwsService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.Optional;

/** The parameter store, with the parameters of the stack in it. */
public final class ParameterService implements JsonAwsService {

  @Override
  public String name() {
    return "ssm";
  }

  @Override
  public String title() {
    return "Parameter Store";
  }

  @Override
  public Optional<String> targetPrefix() {
    return Optional.of("AmazonSSM");
  }

  @Override
  public Optional<String> stateFile() {
    return Optional.of(KeptParameters.FILE);
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new EmbeddedParameters(stack, context.clock(), context.state());
  }

  /**
   * {@inheritDoc}
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html">Common
   *     errors</a>
   */
  @Override
  public ErrorCodes errorCodes() {
    return new ErrorCodes("ServiceUnavailable", "ValidationException", "InternalServerError");
  }
}
