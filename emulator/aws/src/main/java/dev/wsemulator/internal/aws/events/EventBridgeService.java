package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.Optional;

/** EventBridge: buses and rules. */
public final class EventBridgeService implements AwsService {

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String title() {
    return "EventBridge";
  }

  @Override
  public String variable() {
    return "EVENTBRIDGE";
  }

  @Override
  public Optional<String> targetPrefix() {
    return Optional.of("AWSEvents");
  }

  @Override
  public List<String> localStackServices() {
    return List.of();
  }

  @Override
  public boolean isUsedBy(Stack stack) {
    return stack.rules().stream().anyMatch(rule -> !(rule.trigger() instanceof EventRule.Schedule));
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new EmbeddedEventBridge(stack, context, targets);
  }

  /**
   * {@inheritDoc}
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html">Common
   *     errors</a>
   */
  @Override
  public AwsResponse failure(int status) {
    String code =
        switch (status) {
          case 400 -> "ThrottlingException";
          case 403 -> "AccessDeniedException";
          case 503 -> "ServiceUnavailable";
          default -> status < 500 ? "ValidationException" : "InternalException";
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  public AwsResponse error(int status, String code, String message) {
    return AwsResponse.jsonError("1.1", status, code, message);
  }
}
