package dev.wsemulator.internal.aws;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.aws.TranslateStub;
import dev.wsemulator.internal.aws.service.AwsService;
import dev.wsemulator.internal.aws.service.TargetMessage;
import dev.wsemulator.internal.aws.translate.EmulatedTranslate;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * All services inside this process, on one port. All data is in memory, and kept in files as well
 * if the context has a folder for it.
 *
 * <p>S3 and DynamoDB accept the keys that the emulator gives to functions, and the owner's; S3
 * refuses all others.
 */
final class EmbeddedAws implements AwsEnvironment {
  private final EmulatedTranslate translate;
  private final List<AwsService> services;
  private @Nullable ServicePort port;

  EmbeddedAws(EmulatedTranslate translate) {
    this.translate = translate;
    this.services = ServiceRegistry.services(translate);
  }

  @Override
  public synchronized Map<String, String> start(BackEndContext context) {
    if (port != null) {
      throw new IllegalStateException(
          "The embedded AWS services are started already. Use a new environment for each emulator.");
    }
    port = new ServicePort(services, context, ServicePort::noService);
    try {
      port.open();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return endpoints().environment();
  }

  @Override
  public List<String> update(Stack before, Stack now) {
    return started().update(before, now);
  }

  @Override
  public Collection<String> names(String kind) {
    return started().names(kind);
  }

  @Override
  public CompletionStage<Void> deliver(
      String targetArn, byte[] event, Map<String, Object> attributes) {
    return started().deliver(targetArn, message(event, attributes));
  }

  @Override
  public synchronized void close() {
    if (port != null) {
      port.close();
    }
  }

  @Override
  public URI endpoint(String service) {
    return endpoints().of(service);
  }

  @Override
  public AccessKey accessKey() {
    return AccessKey.OWNER;
  }

  @Override
  public TranslateStub translate() {
    return translate;
  }

  /** Returns a message of the engine. */
  static TargetMessage message(byte[] event, Map<String, Object> attributes) {
    Map<String, TargetMessage.Attribute> all = new HashMap<>();
    attributes.forEach(
        (name, value) ->
            all.put(
                name,
                new TargetMessage.Attribute(
                    value instanceof Number ? "Number" : "String", String.valueOf(value))));
    return new TargetMessage(new String(event, StandardCharsets.UTF_8), all, Map.of());
  }

  private Endpoints endpoints() {
    URI uri = started().uri();
    return Endpoints.of(services, service -> uri);
  }

  private synchronized ServicePort started() {
    if (port == null) {
      throw new IllegalStateException(
          "The embedded AWS services are not started. Start the emulator first.");
    }
    return port;
  }
}
