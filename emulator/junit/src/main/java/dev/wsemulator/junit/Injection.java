package dev.wsemulator.junit;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.fault.Faults;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.time.TimeSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Makes what a test takes as parameters; what has to be closed is closed after the test. */
final class Injection {
  private static final Set<Class<?>> TYPES =
      Set.of(
          WebSocketApiEmulator.class,
          Journal.class,
          TestJournal.class,
          Faults.class,
          TimeSource.class,
          TestClient.class,
          RawClient.class);

  private Injection() {}

  /**
   * Returns whether an emulator can give a parameter.
   *
   * @param name the emulator's name; may be empty
   */
  static boolean supports(ParameterContext parameter, String name) {
    Class<?> type = parameter.getParameter().getType();
    String wanted = parameter.findAnnotation(Emulator.class).map(Emulator::value).orElse("");
    return wanted.equals(name) && (TYPES.contains(type) || SdkClients.has(type));
  }

  static Object of(ParameterContext parameter, Running running, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == TestClient.class) {
      Handshake handshake = Handshake.of(parameter);
      TestClient client = handshake.client(running.emulator());
      running.watch().here().handOut(client.watched());
      return handshake.name().isEmpty() ? client : client.named(handshake.name());
    }
    if (type == RawClient.class) {
      Handshake handshake = Handshake.of(parameter);
      long mark = running.watch().journal().end();
      RawClient client = handshake.rawClient(running.emulator()).upgrade(handshake.lines());
      running.watch().here().handOut(client.watched());
      running.watch().nameNewest(mark, handshake.name());
      return client;
    }
    return of(type, running, context);
  }

  /** Returns what is no client of a WebSocket. */
  static Object of(Class<?> type, Running running, ExtensionContext context) {
    WebSocketApiEmulator emulator = running.emulator();
    if (type == WebSocketApiEmulator.class) {
      return emulator;
    }
    if (type == Journal.class) {
      return emulator.journal();
    }
    if (type == TestJournal.class) {
      return running.watch().testJournal();
    }
    if (type == Faults.class) {
      return emulator.faults();
    }
    if (type == TimeSource.class) {
      return emulator.time();
    }
    return closedLater(client(type, running), context);
  }

  /**
   * How a client that is a parameter connects.
   *
   * @param query the query string, encoded; may be empty
   * @param headers further headers
   * @param stage the stage; empty for that of the emulator's URL
   * @param name the client's name; may be empty
   * @param from the address that it connects from; may be empty
   */
  private record Handshake(
      String query, Map<String, String> headers, String stage, String name, String from) {
    static Handshake of(ParameterContext parameter) {
      Connect connect = parameter.findAnnotation(Connect.class).orElse(null);
      if (connect == null) {
        return new Handshake("", Map.of(), "", "", "");
      }
      List<String> query = new ArrayList<>();
      for (String text : connect.query()) {
        String[] pair = pair("query parameter", text);
        query.add(
            URLEncoder.encode(pair[0], StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(pair[1], StandardCharsets.UTF_8));
      }
      Map<String, String> headers = new LinkedHashMap<>();
      for (String text : connect.headers()) {
        String[] pair = pair("header", text);
        headers.put(pair[0], pair[1]);
      }
      return new Handshake(
          String.join("&", query), headers, connect.stage(), connect.name(), connect.from());
    }

    private static String[] pair(String what, String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new ParameterResolutionException(
            "The %s \"%s\" of @Connect is not of the form NAME=VALUE.".formatted(what, text));
      }
      return new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }

    TestClient client(WebSocketApiEmulator emulator) {
      URI url = url(emulator);
      return from.isEmpty()
          ? TestClient.connect(url, headers)
          : TestClient.connectFrom(from, url, headers);
    }

    RawClient rawClient(WebSocketApiEmulator emulator) {
      URI url = url(emulator);
      return from.isEmpty() ? RawClient.connect(url) : RawClient.connectFrom(from, url);
    }

    URI url(WebSocketApiEmulator emulator) {
      URI url =
          stage.isEmpty()
              ? emulator.webSocketUrl()
              : emulator.endpoints().stream()
                  .filter(endpoint -> endpoint.stage().equals(stage))
                  .findFirst()
                  .map(StageEndpoint::webSocketUrl)
                  .orElseThrow(
                      () ->
                          new ParameterResolutionException(
                              "There is no stage \"%s\" to connect to. Stages: %s."
                                  .formatted(
                                      stage,
                                      emulator.endpoints().stream()
                                          .map(StageEndpoint::stage)
                                          .toList())));
      return query.isEmpty() ? url : URI.create(url + "?" + query);
    }

    String[] lines() {
      return headers.entrySet().stream()
          .map(header -> header.getKey() + ": " + header.getValue())
          .toArray(String[]::new);
    }
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
