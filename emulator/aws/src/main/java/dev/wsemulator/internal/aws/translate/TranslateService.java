package dev.wsemulator.internal.aws.translate;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.Optional;

/**
 * Amazon Translate, which LocalStack's free edition does not have.
 *
 * @param stub the stand-in
 */
public record TranslateService(EmulatedTranslate stub) implements AwsService {

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
  public List<String> localStackServices() {
    return List.of();
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
  public AwsResponse failure(int status) {
    String code =
        switch (status) {
          case 400 -> "ThrottlingException";
          case 403 -> "AccessDeniedException";
          case 503 -> "ServiceUnavailableException";
          default -> status < 500 ? "ValidationException" : "InternalServerException";
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  public AwsResponse error(int status, String code, String message) {
    return AwsResponse.jsonError("1.1", status, code, message);
  }
}
