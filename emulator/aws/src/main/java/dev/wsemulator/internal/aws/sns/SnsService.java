package dev.wsemulator.internal.aws.sns;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.List;

/** Amazon SNS: topics and their subscriptions. */
public final class SnsService implements AwsService {

  @Override
  public String name() {
    return "sns";
  }

  @Override
  public String title() {
    return "SNS";
  }

  @Override
  public List<String> localStackServices() {
    return List.of();
  }

  @Override
  public boolean isUsedBy(Stack stack) {
    return !stack.topics().isEmpty();
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new EmbeddedSns(stack, context, targets);
  }

  /**
   * {@inheritDoc}
   *
   * @see <a href="https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html">Common errors</a>
   */
  @Override
  public AwsResponse failure(int status) {
    String code =
        switch (status) {
          case 403 -> "AuthorizationError";
          case 404 -> "NotFound";
          case 429 -> "Throttled";
          case 503 -> "ServiceUnavailable";
          default -> status < 500 ? "InvalidParameter" : "InternalError";
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  public AwsResponse error(int status, String code, String message) {
    return XmlAnswer.error(status, code, message);
  }
}
