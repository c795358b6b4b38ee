package dev.wsemulator.internal.aws;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.aws.TranslateStub;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.lambda.FunctionInvoker;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * S3, DynamoDB and SQS at an endpoint that already runs, such as LocalStack. Tables and buckets of
 * the stack are created where they are missing and stay when this is closed; what S3 tells of
 * objects comes through queues that are deleted again. Amazon Translate is the stub, unless it is
 * wanted at the endpoint.
 */
final class ExternalAws implements AwsEnvironment {
  /** The key that a LocalStack has unless it is told otherwise. */
  private static final AccessKey USUAL_KEY = new AccessKey("test", "test");

  private final URI endpoint;
  private final AccessKey key;
  private final EmulatedTranslate translate;
  private final boolean translateAtEndpoint;
  private @Nullable ServicePort stub;
  private @Nullable AwsClients clients;
  private @Nullable BucketQueues queues;
  private @Nullable FunctionInvoker target;
  private @Nullable Endpoints endpoints;

  ExternalAws(URI endpoint, EmulatedTranslate translate, boolean translateAtEndpoint) {
    this.key = Endpoints.key(endpoint).orElse(USUAL_KEY);
    this.endpoint = Endpoints.withAddress(Endpoints.withoutKey(endpoint));
    this.translate = translate;
    this.translateAtEndpoint = translateAtEndpoint;
  }

  @Override
  public synchronized Map<String, String> start(BackEndContext context) {
    Stack stack = context.stack();
    if (clients != null) {
      throw new IllegalStateException(
          "The AWS endpoint %s is in use by this environment already. Use a new environment for each emulator."
              .formatted(endpoint));
    }
    clients = new AwsClients(endpoint, stack.region(), key);
    try {
      endpoints = new Endpoints(endpoint, translateAtEndpoint ? endpoint : startStub(context));
      new Provisioning(clients, endpoint).create(stack);
      target = context.functions();
      queues = new BucketQueues(clients, stack, context.functions());
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
  public AccessKey accessKey() {
    return key;
  }

  @Override
  public TranslateStub translate() {
    return translate;
  }

  private URI startStub(BackEndContext context) {
    ServicePort port =
        new ServicePort(
            "127.0.0.1",
            0,
            Map.of("translate", () -> new TranslateEndpoint(translate)),
            context.calls());
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
}
