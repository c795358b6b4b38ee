package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.JsonAwsService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.Stack;
import java.util.Optional;

/** EventBridge: buses and rules. */
public final class EventBridgeService implements JsonAwsService {

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
  public ErrorCodes errorCodes() {
    return new ErrorCodes("ServiceUnavailable", "ValidationException", "InternalException");
  }
}
