package dev.wsemulator.aws;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3, DynamoDB and Amazon Translate inside this process, all on one port. What the stack has tables
 * or buckets for starts at once and at the same time, the rest when it is first called. Nothing is
 * kept: all data is in memory.
 *
 * <p>S3 and DynamoDB accept the keys that the emulator gives to functions, and the owner's; S3
 * refuses all others.
 */
public final class EmbeddedAws implements AwsEnvironment {
  private final String host;
  private final int port;
  private final TranslateStub translate;
  private Calls calls = Calls.PASS;
  private TimeSource clock = TimeSource.system();
  private List<AccessKey> owners = List.of(AccessKey.OWNER);
  private @Nullable ServicePort services;
  private @Nullable AwsClients clients;
  private volatile Stack current = Stack.of(List.of(), List.of());
  private volatile @Nullable EmbeddedS3 s3;
  private volatile @Nullable EmbeddedDynamoDb dynamoDb;

  private EmbeddedAws(Builder builder) {
    host = builder.host;
    port = builder.port;
    translate = new TranslateStub(builder.translate);
  }

  /**
   * Returns a builder with the defaults: a free port of the loopback interface, a stub of Amazon
   * Translate with no glossary.
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public synchronized Map<String, String> start(Stack stack, EventTarget functions) {
    if (services != null) {
      throw new IllegalStateException(
          "The embedded AWS services are started already. Use a new environment for each emulator.");
    }
    current = stack;
    services =
        new ServicePort(
            host,
            port,
            Map.of(
                "s3", () -> startS3(functions),
                "dynamodb", this::startDynamoDb,
                "translate", () -> new TranslateEndpoint(translate)),
            calls);
    try {
      startAll(services, stack);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    clients = new AwsClients(services.uri(), stack.region(), AccessKey.OWNER);
    return new Endpoints(services.uri(), services.uri()).environment();
  }

  private Handler startS3(EventTarget functions) {
    EmbeddedS3 started = new EmbeddedS3(current, owners, functions);
    s3 = started;
    started.update(current); // the stack may have changed meanwhile
    return started.handler();
  }

  private Handler startDynamoDb() {
    EmbeddedDynamoDb started = new EmbeddedDynamoDb(current, clock);
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
  public synchronized void calls(Calls before) {
    calls = before;
  }

  @Override
  public synchronized void clock(TimeSource time) {
    clock = time;
  }

  @Override
  public synchronized void ownerKeys(List<AccessKey> keys) {
    owners = List.copyOf(keys);
  }

  @Override
  public synchronized void close() {
    if (clients != null) {
      clients.close();
    }
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
  public S3Client s3() {
    return started(clients).s3();
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return started(clients).dynamoDb();
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

  /** Builds an {@link EmbeddedAws}. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port;
    private TranslateOptions translate = TranslateOptions.defaults();

    private Builder() {}

    /** Sets the address to listen on; {@code 127.0.0.1} unless set. */
    public Builder host(String address) {
      host = Objects.requireNonNull(address, "address");
      return this;
    }

    /** Sets the port to listen on; 0, a free one, unless set. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** Sets how the stand-in for Amazon Translate behaves. */
    public Builder translate(TranslateOptions options) {
      translate = Objects.requireNonNull(options, "options");
      return this;
    }

    /** Returns the environment, not yet started. */
    public EmbeddedAws build() {
      return new EmbeddedAws(this);
    }
  }
}
