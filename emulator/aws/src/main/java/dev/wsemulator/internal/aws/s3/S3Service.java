package dev.wsemulator.internal.aws.s3;

import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.RunningService;
import dev.wsemulator.internal.aws.service.Targets;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.util.List;
import java.util.Optional;

/** S3, and the events of its objects. */
public final class S3Service implements AwsService {

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public String title() {
    return "S3";
  }

  @Override
  public boolean hasOriginRules() {
    return true;
  }

  @Override
  public List<String> localStackServices() {
    return List.of("s3", "sqs");
  }

  @Override
  public boolean isUsedBy(Stack stack) {
    return !stack.buckets().isEmpty();
  }

  @Override
  public Optional<String> stateFile() {
    return Optional.of(KeptBuckets.FILE);
  }

  @Override
  public EmbeddedService embed(Stack stack, BackEndContext context, Targets targets) {
    return new EmbeddedS3(stack, context, targets);
  }

  @Override
  public RunningService provision(AwsClients clients, Stack stack, BackEndContext context) {
    return new ExternalS3(clients, stack, context.functions());
  }

  /**
   * {@inheritDoc}
   *
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error
   *     responses</a>
   */
  @Override
  public AwsResponse failure(int status) {
    String code =
        switch (status) {
          case 403 -> "AccessDenied";
          case 404 -> "NoSuchKey";
          case 503 -> "SlowDown";
          default -> status < 500 ? "InvalidRequest" : "InternalError";
        };
    return error(status, code, AwsResponse.INJECTED);
  }

  @Override
  public AwsResponse error(int status, String code, String message) {
    return AwsResponse.xml(
        status,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, message.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
