package dev.wsemulator.internal.aws.events;

import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.EventRule;
import dev.wsemulator.stack.Stack;
import java.util.List;

/** EventBridge Scheduler. */
public final class SchedulerService implements AwsService {

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public String title() {
    return "EventBridge Scheduler";
  }

  @Override
  public List<String> localStackServices() {
    return List.of();
  }

  @Override
  public boolean isUsedBy(Stack stack) {
    return stack.rules().stream().anyMatch(rule -> rule.trigger() instanceof EventRule.Schedule);
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new EmbeddedScheduler(stack, context, targets);
  }

  /**
   * {@inheritDoc}
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/scheduler/latest/APIReference/CommonErrors.html">Common
   *     errors</a>
   */
  @Override
  public AwsResponse failure(int status) {
    String code =
        switch (status) {
          case 403 -> "AccessDeniedException";
          case 429 -> "ThrottlingException";
          case 503 -> "ServiceUnavailable";
          default -> status < 500 ? "ValidationException" : "InternalServerException";
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  public AwsResponse error(int status, String code, String message) {
    return EmbeddedScheduler.error(status, code, message);
  }
}
