package dev.wsemulator.internal.aws;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.aws.TranslateStub;
import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.service.AwsClients;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.RunningService;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.translate.EmulatedTranslate;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Services at an existing endpoint, such as LocalStack. Resources of the stack are created where
 * they are missing and stay when this is closed. Services that LocalStack does not have are the
 * embedded ones, unless they are wanted at the endpoint.
 */
final class ExternalAws implements AwsEnvironment {
  /** LocalStack's default key. */
  private static final AccessKey USUAL_KEY = new AccessKey("test", "test");

  private final URI endpoint;
  private final AccessKey key;
  private final EmulatedTranslate translate;
  private final List<AwsService> here = new ArrayList<>();
  private final List<AwsService> there = new ArrayList<>();
  private final Map<AwsService, RunningService> provisioned = new ConcurrentHashMap<>();
  private @Nullable BackEndContext context;
  private @Nullable AwsClients clients;
  private volatile @Nullable ServicePort port;

  /**
   * Creates it.
   *
   * @param endpoint where the services are
   * @param translate the stub
   * @param isComplete whether all services are there, also those that LocalStack does not have
   */
  ExternalAws(URI endpoint, EmulatedTranslate translate, boolean isComplete) {
    this.key = Endpoints.key(endpoint).orElse(USUAL_KEY);
    this.endpoint = Endpoints.withAddress(Endpoints.withoutKey(endpoint));
    this.translate = translate;
    for (AwsService service : ServiceRegistry.services(translate)) {
      (isComplete || !service.localStackServices().isEmpty() ? there : here).add(service);
    }
  }

  @Override
  public synchronized Map<String, String> start(BackEndContext given) {
    if (clients != null) {
      throw new IllegalStateException(
          "The AWS endpoint %s is in use by this environment already. Use a new environment for each emulator."
              .formatted(endpoint));
    }
    context = given;
    clients = new AwsClients(endpoint, given.stack().region(), key);
    try {
      if (!here.isEmpty()) {
        port = new ServicePort(here, given, this::send);
        port.open();
      }
      provision(given.stack(), given.stack());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    Map<String, String> environment = new HashMap<>(endpoints().environment());
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    environment.put("AWS_ACCESS_KEY_ID", key.accessKeyId());
    environment.put("AWS_SECRET_ACCESS_KEY", key.secretAccessKey());
    return environment;
  }

  @Override
  public synchronized List<String> update(Stack before, Stack now) {
    List<String> unchanged = provision(before, now);
    if (port != null) {
      unchanged.addAll(port.update(before, now));
    }
    return unchanged;
  }

  @Override
  public CompletionStage<Void> deliver(
      String targetArn, byte[] event, Map<String, Object> attributes) {
    ServicePort here = port;
    TargetMessage message = EmbeddedAws.message(event, attributes);
    return here == null ? send(targetArn, message) : here.deliver(targetArn, message);
  }

  /** Sends a message to a service at the endpoint, as far as something is sent there. */
  private CompletionStage<Void> send(String targetArn, TargetMessage message) {
    String name = Arn.parse(targetArn).map(Arn::service).orElse("");
    for (AwsService service : there) {
      if (service.name().equals(name)) {
        return running(service).receive(targetArn, message);
      }
    }
    return ServicePort.noService(targetArn, message);
  }

  private RunningService running(AwsService service) {
    RunningService running = provisioned.get(service);
    return running == null ? startService(service) : running;
  }

  private synchronized RunningService startService(AwsService service) {
    return provisioned.computeIfAbsent(
        service,
        one -> one.provision(started(clients), started(context).stack(), started(context)));
  }

  private List<String> provision(Stack before, Stack now) {
    List<String> unchanged = new ArrayList<>();
    try {
      for (AwsService service : there) {
        RunningService running = provisioned.get(service);
        if (running != null) {
          unchanged.addAll(running.update(before, now));
        } else if (service.isUsedBy(now)) {
          provisioned.put(service, service.provision(started(clients), now, started(context)));
        }
      }
      return unchanged;
    } catch (SdkClientException e) {
      throw new IllegalStateException(
          "The AWS endpoint %s does not answer: %s. Check that it runs and offers S3 and DynamoDB."
              .formatted(endpoint, e.getMessage()),
          e);
    }
  }

  @Override
  public synchronized void close() {
    provisioned.values().forEach(RunningService::close);
    if (clients != null) {
      clients.close();
    }
    if (port != null) {
      port.close();
    }
  }

  @Override
  public synchronized URI endpoint(String service) {
    started(clients);
    return endpoints().of(service);
  }

  private Endpoints endpoints() {
    List<AwsService> all = new ArrayList<>(there);
    all.addAll(here);
    return Endpoints.of(all, service -> there.contains(service) ? endpoint : started(port).uri());
  }

  @Override
  public AccessKey accessKey() {
    return key;
  }

  @Override
  public TranslateStub translate() {
    return translate;
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
