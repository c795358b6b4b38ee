package dev.wsemulator.internal.aws;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.lambda.InvocationOutcome;
import dev.wsemulator.lambda.InvocationOutcome.Condition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Bucket.CorsRule.Headers;
import dev.wsemulator.stack.Bucket.Notification.Filter;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.Table.AttributeType;
import dev.wsemulator.stack.Table.Index;
import dev.wsemulator.stack.Table.Key;
import dev.wsemulator.stack.Table.Projection;
import dev.wsemulator.stack.Table.ProjectionType;
import dev.wsemulator.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A stack with a table, three buckets and two functions, and what the functions were told. */
public final class TestStack {
  public static final String TABLE = "connections";
  public static final String BUCKET = "documents";
  public static final String SILENT_BUCKET = "archive";

  private TestStack() {}

  public static Stack stack() {
    LambdaFunction nothing = event -> event;
    return Stack.builder()
        .name("chat")
        .region("eu-central-1")
        .functions(
            List.of(
                FunctionDefinition.of("onUpload", nothing),
                FunctionDefinition.of("onText", nothing)))
        .tables(List.of(table()))
        .buckets(List.of(bucket(), new Bucket(SILENT_BUCKET, List.of(), List.of())))
        .build();
  }

  /** Returns a context with no emulator behind it. */
  public static BackEndContext context(Stack stack) {
    return context(stack, new Functions());
  }

  public static BackEndContext context(Stack stack, Functions functions) {
    return new TestContext(stack, functions, TimeSource.system(), List.of(AccessKey.OWNER));
  }

  /** What a back end is given where there is no emulator. */
  public record TestContext(
      Stack stack, Functions functions, TimeSource clock, List<AccessKey> ownerKeys)
      implements BackEndContext {}

  private static Table table() {
    return Table.builder(TABLE, new Key("connectionId", "room"))
        .attributeTypes(
            Map.of(
                "connectionId",
                AttributeType.S,
                "room",
                AttributeType.S,
                "joinedAt",
                AttributeType.N))
        .globalIndexes(
            List.of(
                new Index("byRoom", new Key("room", "joinedAt"), Projection.ALL),
                new Index(
                    "namesByRoom",
                    new Key("room", null),
                    new Projection(ProjectionType.INCLUDE, List.of("name")))))
        .localIndexes(
            List.of(
                new Index(
                    "keysByTime",
                    new Key("connectionId", "joinedAt"),
                    new Projection(ProjectionType.KEYS_ONLY, List.of()))))
        .timeToLiveAttribute("expiresAt")
        .build();
  }

  private static Bucket bucket() {
    return new Bucket(
        BUCKET,
        List.of(
            new Bucket.Notification(
                "everything-created",
                "onUpload",
                new Filter(List.of("s3:ObjectCreated:*"), "", "")),
            new Bucket.Notification(
                "texts",
                "onText",
                new Filter(List.of("s3:ObjectCreated:Put", "s3:ObjectRemoved:*"), "in/", ".txt"))),
        List.of(
            new Bucket.CorsRule(
                List.of("http://localhost:5173", "https://*.example.com"),
                List.of("GET", "PUT"),
                new Headers(List.of("*"), List.of("ETag"))),
            new Bucket.CorsRule(List.of("*"), List.of("GET"), new Headers(List.of(), List.of()))));
  }

  /** An event that reached a function. */
  public record Received(String functionName, Map<String, Object> event, String json) {
    @SuppressWarnings("unchecked")
    public Map<String, Object> record() {
      return ((List<Map<String, Object>>) event.get("Records")).get(0);
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> object() {
      return (Map<String, Object>) ((Map<String, Object>) record().get("s3")).get("object");
    }
  }

  /** Takes the events. */
  public static final class Functions implements FunctionInvoker {
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<InvocationOutcome> invokeAsync(String functionName, byte[] event) {
      received.add(
          new Received(
              functionName,
              AwsJson.read(event),
              new String(event, java.nio.charset.StandardCharsets.UTF_8)));
      return CompletableFuture.completedFuture(new InvocationOutcome(Condition.SUCCESS, 1, ""));
    }

    /** Returns the next event, which must come within 20 s. */
    public Received next() throws InterruptedException {
      Received next = received.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("No event came.");
      }
      return next;
    }

    /** Returns the events that have come and not been taken. */
    public List<Received> rest() {
      return List.copyOf(received);
    }
  }
}
