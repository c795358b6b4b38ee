package dev.wsemulator.cli.command;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.HttpEndpoint;
import dev.wsemulator.api.StageEndpoint;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.console.RouteList;
import dev.wsemulator.lambda.AccessKey;
import dev.wsemulator.stack.CognitoUserPool;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Help.Ansi.Style;

/** Prints that an emulator is ready, with its URLs. */
final class StartSummary {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_";

  private final WebSocketApiEmulator emulator;
  private final OutputOptions output;
  private final List<String> warnings;
  private final long millis = ManagementFactory.getRuntimeMXBean().getUptime();

  /**
   * Creates the announcement.
   *
   * @param warnings what there is to say beside the warnings about the template
   */
  StartSummary(WebSocketApiEmulator emulator, OutputOptions output, List<String> warnings) {
    this.emulator = emulator;
    this.output = output;
    this.warnings = new ArrayList<>(emulator.stack().warnings());
    this.warnings.addAll(warnings);
  }

  /** Prints one line of JSON. */
  void json(boolean hasPage) {
    Map<String, Object> ready = new LinkedHashMap<>();
    ready.put("status", "ready");
    ready.put("url", emulator.baseUrl().toString());
    if (hasPage) {
      ready.put("page", emulator.baseUrl() + "/");
    }
    ready.put("endpoints", emulator.endpoints().stream().map(StartSummary::fields).toList());
    ready.put(
        "httpEndpoints", emulator.httpEndpoints().stream().map(StartSummary::fields).toList());
    ready.put("routes", new RouteList(emulator.stack()).fields());
    ready.put("backEnd", services());
    ready.put("warnings", warnings);
    ready.put("readyAfterMillis", millis);
    output.result("", ready);
  }

  private static Map<String, String> fields(StageEndpoint endpoint) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("apiId", endpoint.apiId());
    fields.put("stage", endpoint.stage());
    fields.put("webSocketUrl", endpoint.webSocketUrl().toString());
    fields.put("connectionsEndpoint", endpoint.connectionsEndpoint().toString());
    return fields;
  }

  private static Map<String, String> fields(HttpEndpoint endpoint) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("apiId", endpoint.apiId());
    fields.put("stage", endpoint.stage());
    fields.put("url", endpoint.url().toString());
    return fields;
  }

  /** Returns where the services of the back end are, by the names of the variables. */
  private Map<String, String> services() {
    Map<String, String> services = new TreeMap<>(emulator.environment());
    services.keySet().removeIf(name -> !name.startsWith(ENDPOINT));
    return services;
  }

  /** Returns a line for a shell; version 2 of the AWS CLI takes text from a file only. */
  private String post(StageEndpoint endpoint) {
    return "echo hello | AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s aws --region %s"
            .formatted(
                AccessKey.TEST.accessKeyId(),
                AccessKey.TEST.secretAccessKey(),
                emulator.stack().region())
        + " apigatewaymanagementapi post-to-connection --data fileb:///dev/stdin"
        + " --endpoint-url %s --connection-id ID".formatted(endpoint.connectionsEndpoint());
  }

  /** Prints how to get tokens of the user pools. */
  private void printTokens(PrintWriter out) {
    for (CognitoUserPool pool : emulator.stack().userPools()) {
      out.printf(
          "Token           websocket-api-emulator token USERNAME --pool %s%n", pool.logicalId());
    }
  }

  /** Prints text. */
  void text(boolean hasPage, boolean hasState, boolean hasTestKey) {
    for (String warning : warnings) {
      output.err().println(output.coloredNote(Style.fg_yellow, "warning:") + " " + warning);
    }
    PrintWriter out = output.out();
    List<StageEndpoint> endpoints = emulator.endpoints();
    if (hasPage) {
      out.printf("Page            %s/%n", emulator.baseUrl());
    }
    for (StageEndpoint endpoint : endpoints) {
      String url = output.colored(Style.fg_cyan, endpoint.webSocketUrl().toString());
      out.printf("WebSocket       %s   (API %s)%n", url, endpoint.apiId());
      out.printf("@connections    %s/@connections%n", endpoint.connectionsEndpoint());
      out.printf("Try             npx wscat -c %s%n", endpoint.webSocketUrl());
    }
    for (HttpEndpoint endpoint : emulator.httpEndpoints()) {
      String url = output.colored(Style.fg_cyan, endpoint.url().toString());
      out.printf("HTTP            %s   (API %s)%n", url, endpoint.apiId());
    }
    String title = "Routes";
    for (String route : new RouteList(emulator.stack()).lines()) {
      out.printf("%-15s %s%n", title, route);
      title = "";
    }
    if (hasTestKey && !endpoints.isEmpty()) {
      out.printf("Post            %s%n", post(endpoints.get(0)));
    }
    printTokens(out);
    if (hasState) {
      out.printf(
          "AWS CLI         %s   (apigatewayv2, lambda, iam, logs, sts)%n", emulator.baseUrl());
    }
    services()
        .forEach((name, url) -> out.printf("%-15s %s%n", name.substring(ENDPOINT.length()), url));
    out.printf("Ready after %.1f s. Ctrl-C stops it.%n", millis / 1000.0);
    out.flush();
  }
}
