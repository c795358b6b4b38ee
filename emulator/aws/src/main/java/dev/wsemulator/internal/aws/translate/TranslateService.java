package dev.wsemulator.internal.aws.translate;

import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.JsonAwsService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.Optional;

/**
 * Amazon Translate, which LocalStack's free edition does not have.
 *
 * @param stub the stand-in
 */
public record TranslateService(EmulatedTranslate stub) implements JsonAwsService {

  @Override
  public String name() {
    return "translate";
  }

  @Override
  public String title() {
    return "Amazon Translate";
  }

  @Override
  public Optional<String> targetPrefix() {
    return Optional.of("AWSShineFrontendService");
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new TranslateEndpoint(stub);
  }

  /**
   * {@inheritDoc}
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/translate/latest/APIReference/CommonErrors.html">Common
   *     errors</a>
   */
  @Override
  public ErrorCodes errorCodes() {
    return new ErrorCodes(
        "ServiceUnavailableException", "ValidationException", "InternalServerException");
  }
}
