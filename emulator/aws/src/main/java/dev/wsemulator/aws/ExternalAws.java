package dev.wsemulator.aws;

import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3, DynamoDB and SQS at an endpoint that already runs, such as LocalStack. Tables and buckets of
 * the stack are created where they are missing and stay when this is closed; what S3 tells of
 * objects comes through queues that are deleted again. Amazon Translate is the stub, unless {@link
 * Builder#translateAtEndpoint()} says otherwise.
 */
public final class ExternalAws implements AwsEnvironment {
  /** The key that a LocalStack has unless it is told otherwise. */
  private static final AccessKey USUAL_KEY = new AccessKey("test", "test");

  private final URI endpoint;
  private final AccessKey key;
  private final TranslateStub translate;
  private final boolean translateAtEndpoint;
  private Calls calls = Calls.PASS;
  private @Nullable ServicePort stub;
  private @Nullable AwsClients clients;
  private @Nullable BucketQueues queues;
  private @Nullable EventTarget target;
  private @Nullable Endpoints endpoints;

  ExternalAws(URI endpoint, TranslateStub translate, boolean translateAtEndpoint) {
    this.key = Endpoints.key(endpoint).orElse(USUAL_KEY);
    this.endpoint = Endpoints.withAddress(Endpoints.withoutKey(endpoint));
    this.translate = translate;
    this.translateAtEndpoint = translateAtEndpoint;
  }

  /**
   * Returns a builder.
   *
   * @param endpoint for example {@code http://localhost:4566}, or {@code
   *     http://KEY:SECRET@localhost:4566} where the endpoint has another access key than
   *     LocalStack's {@code test} and {@code test}
   */
  public static Builder builder(URI endpoint) {
    return new Builder(endpoint);
  }

  @Override
  public synchronized Map<String, String> start(Stack stack, EventTarget functions) {
    if (clients != null) {
      throw new IllegalStateException(
          "The AWS endpoint %s is in use by this environment already. Use a new environment for each emulator."
              .formatted(endpoint));
    }
    clients = new AwsClients(endpoint, stack.region(), key);
    try {
      endpoints = new Endpoints(endpoint, translateAtEndpoint ? endpoint : startStub());
      new Provisioning(clients, endpoint).create(stack);
      target = functions;
      queues = new BucketQueues(clients, stack, functions);
      queues.open();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    Map<String, String> environment = new HashMap<>(endpoints.environment());
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    environment.put("AWS_ACCESS_KEY_ID", key.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
    return environment;
  }

  @Override
  public synchronized List<String> update(Stack before, Stack now) {
    boolean isSame = before.tables().equals(now.tables()) && before.buckets().equals(now.buckets());
    if (!isSame) {
      new Provisioning(started(clients), endpoint).create(now);
    }
    if (!before.buckets().equals(now.buckets())) {
      started(queues).close();
      queues = new BucketQueues(started(clients), now, started(target));
      queues.open();
    }
    return Provisioning.unchanged(before, now);
  }

  @Override
  public synchronized void calls(Calls before) {
    calls = before;
  }

  @Override
  public synchronized void close() {
    if (queues != null) {
      queues.close();
    }
    if (clients != null) {
      clients.close();
    }
    if (stub != null) {
      stub.close();
    }
  }

  @Override
  public URI endpoint(String service) {
    return started(endpoints).of(service);
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

  private URI startStub() {
    ServicePort port =
        new ServicePort(
            "127.0.0.1", 0, Map.of("translate", () -> new TranslateEndpoint(translate)), calls);
    stub = port;
    port.open();
    return port.uri();
  }

  private <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException(
          "The environment of the AWS endpoint %s is not started. Start the emulator first."
              .formatted(endpoint));
    }
    return part;
  }

  /** Builds an {@link ExternalAws}. */
  public static final class Builder {
    private final URI endpoint;
    private TranslateOptions translate = TranslateOptions.defaults();
    private boolean translateAtEndpoint;

    private Builder(URI endpoint) {
      this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    /** Sets how the stand-in for Amazon Translate behaves. */
    public Builder translate(TranslateOptions options) {
      translate = Objects.requireNonNull(options, "options");
      return this;
    }

    /** Leads functions to the endpoint for Amazon Translate too, instead of to the stand-in. */
    public Builder translateAtEndpoint() {
      translateAtEndpoint = true;
      return this;
    }

    /** Returns the environment, not yet started. */
    public ExternalAws build() {
      return new ExternalAws(endpoint, new TranslateStub(translate), translateAtEndpoint);
    }
  }
}
