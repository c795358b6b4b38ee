package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.time.TimeSource;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Makes what a test takes as parameters; what has to be closed is closed after the test. */
final class Injection {
  private static final Set<Class<?>> TYPES =
      Set.of(
          WebSocketApiEmulator.class,
          Journal.class,
          Faults.class,
          TimeSource.class,
          TestClient.class,
          RawClient.class);

  private Injection() {}

  static boolean supports(Class<?> type) {
    return TYPES.contains(type) || SdkClients.has(type);
  }

  static Object of(Class<?> type, Running running, ExtensionContext context) {
    WebSocketApiEmulator emulator = running.emulator();
    if (type == WebSocketApiEmulator.class) {
      return emulator;
    }
    if (type == Journal.class) {
      return emulator.journal();
    }
    if (type == Faults.class) {
      return emulator.faults();
    }
    if (type == TimeSource.class) {
      return emulator.time();
    }
    if (type == TestClient.class) {
      TestClient client = TestClient.connect(emulator.webSocketUrl());
      running.watch().here().handOut(client.watched());
      return client;
    }
    if (type == RawClient.class) {
      RawClient client = TestClient.raw(emulator.webSocketUrl());
      running.watch().here().handOut(client.watched());
      return client;
    }
    return closedLater(client(type, running), context);
  }

  private static AutoCloseable client(Class<?> type, Running running) {
    WebSocketApiEmulator emulator = running.emulator();
    return SdkClients.callsConnections(type)
        ? SdkClients.management(emulator)
        : SdkClients.service(type, aws(running), emulator.stack().region());
  }

  private static AwsEnvironment aws(Running running) {
    AwsEnvironment aws = running.aws();
    if (aws == null) {
      throw new ParameterResolutionException(
          "There are no AWS services behind this emulator. Add"
              + " .backEnd(AwsEnvironment::embedded) to the extension.");
    }
    return aws;
  }

  /** An SDK client that belongs to one test; JUnit closes it with the test's store. */
  private static Object closedLater(AutoCloseable resource, ExtensionContext context) {
    context
        .getStore(ExtensionContext.Namespace.create(Injection.class, context.getUniqueId()))
        .put(resource, (ClosedWithStore) resource::close);
    return resource;
  }
}
