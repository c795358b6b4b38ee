package dev.wsemulator.internal.aws;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.aws.TranslateOptions;
import dev.wsemulator.aws.TranslateStub;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * S3, DynamoDB and Amazon Translate inside this process, all on one port. What the stack has tables
 * or buckets for starts at once and at the same time, the rest when it is first called. Nothing is
 * kept: all data is in memory.
 *
 * <p>S3 and DynamoDB accept the keys that the emulator gives to functions, and the owner's; S3
 * refuses all others.
 */
final class EmbeddedAws implements AwsEnvironment {
  private final EmulatedTranslate translate;
  private @Nullable ServicePort services;
  private volatile Stack current = Stack.of(List.of(), List.of());
  private volatile @Nullable EmbeddedS3 s3;
  private volatile @Nullable EmbeddedDynamoDb dynamoDb;

  EmbeddedAws(TranslateOptions options) {
    translate = new EmulatedTranslate(options);
  }

  @Override
  public synchronized Map<String, String> start(BackEndContext context) {
    if (services != null) {
      throw new IllegalStateException(
          "The embedded AWS services are started already. Use a new environment for each emulator.");
    }
    current = context.stack();
    services =
        new ServicePort(
            "127.0.0.1",
            0,
            Map.of(
                "s3", () -> startS3(context),
                "dynamodb", () -> startDynamoDb(context),
                "translate", () -> new TranslateEndpoint(translate)),
            context.calls());
    try {
      startAll(services, current);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return new Endpoints(services.uri(), services.uri()).environment();
  }

  private Handler startS3(BackEndContext context) {
    EmbeddedS3 started = new EmbeddedS3(current, context.ownerKeys(), context.functions());
    s3 = started;
    started.update(current); // the stack may have changed meanwhile
    return started.handler();
  }

  private Handler startDynamoDb(BackEndContext context) {
    EmbeddedDynamoDb started = new EmbeddedDynamoDb(current, context.clock());
    dynamoDb = started;
    started.update(current);
    return started;
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    current = now;
    if (s3 != null) {
      s3.update(now);
    }
    if (dynamoDb != null) {
      dynamoDb.update(now);
    }
    return Provisioning.unchanged(before, now);
  }

  @Override
  public synchronized void close() {
    if (services != null) {
      services.close();
    }
  }

  @Override
  public URI endpoint(String service) {
    URI uri = started(services).uri();
    return new Endpoints(uri, uri).of(service);
  }

  @Override
  public AccessKey accessKey() {
    return AccessKey.OWNER;
  }

  @Override
  public TranslateStub translate() {
    return translate;
  }

  /**
   * Starts the port and what the stack needs, all at once: together they take as long as the
   * slowest.
   */
  private static void startAll(ServicePort services, Stack stack) {
    List<String> needed = new ArrayList<>();
    if (!stack.tables().isEmpty()) {
      needed.add("dynamodb");
    }
    if (!stack.buckets().isEmpty()) {
      needed.add("s3");
    }
    List<CompletableFuture<Void>> starting =
        needed.stream().map(name -> inParallel(() -> services.service(name))).toList();
    services.open();
    try {
      starting.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static CompletableFuture<Void> inParallel(Supplier<Handler> start) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable task =
        () -> {
          try {
            start.get();
            done.complete(null);
          } catch (RuntimeException | LinkageError e) {
            done.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(task, "wsemulator-aws-start");
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException(
          "The embedded AWS services are not started. Start the emulator first.");
    }
    return part;
  }
}
