package dev.wsemulator.cli.option;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.client.AdminApi;
import dev.wsemulator.cli.client.Client;
import dev.wsemulator.cli.console.CommandException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for a client's connection; the short names are those of wscat. */
public final class ClientOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private EmulatorOptions emulator;

  @Option(
      names = {"-c", "--connect"},
      paramLabel = "URL",
      description =
          "The WebSocket URL. Default: the only stage of the emulator at --url, or the one of --api and --stage.")
  private @Nullable String address;

  @Option(names = "--api", paramLabel = "ID", description = "Connects to this API.")
  private @Nullable String api;

  @Option(names = "--stage", paramLabel = "NAME", description = "Connects to this stage.")
  private @Nullable String stage;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A header of the handshake; repeatable.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = {"-q", "--query"},
      paramLabel = "NAME=VALUE",
      description = "A query parameter; repeatable.")
  private List<String> query = new ArrayList<>();

  @Option(
      names = {"-s", "--subprotocol"},
      paramLabel = "NAME",
      description = "A subprotocol to offer; repeatable.")
  private List<String> subprotocols = new ArrayList<>();

  @Option(
      names = {"-n", "--no-check"},
      description = "Accepts any certificate for wss:// URLs.")
  private boolean unchecked;

  @Option(
      names = {"-w", "--wait"},
      paramLabel = "TIME",
      description =
          "How long to wait for messages after the last one is sent. Default: 2s, or 20s with --expect.")
  private @Nullable Duration patience;

  ClientOptions() {}

  /** Returns how long to wait for messages. */
  public Duration patience(Duration otherwise) {
    return patience == null ? otherwise : patience;
  }

  /** Sets the URL from another argument. */
  public void address(String url) {
    if (address != null) {
      throw wrong("Two URLs: %s and %s. Leave one out.".formatted(address, url));
    }
    address = url;
  }

  /** Returns how to connect. */
  public Client.Handshake handshake() {
    Map<String, String> sent = new LinkedHashMap<>();
    for (String header : headers) {
      String[] pair = header.split(":", 2);
      if (pair.length < 2 || pair[0].isBlank()) {
        throw wrong("--header \"%s\" is not of the form 'NAME: VALUE'.".formatted(header));
      }
      sent.merge(pair[0].strip(), pair[1].strip(), (one, two) -> one + ", " + two);
    }
    return new Client.Handshake(
        withQuery(address == null ? found() : given()), sent, subprotocols, !unchecked);
  }

  private URI given() {
    try {
      String url = String.valueOf(address).replaceFirst("^http(?=s?://)", "ws");
      URI given = new URI(url.contains("://") ? url : "ws://" + url);
      if (List.of("ws", "wss").contains(given.getScheme()) && given.getHost() != null) {
        return given;
      }
    } catch (URISyntaxException e) {
      throw wrong("\"%s\" is not a URL: %s.".formatted(address, e.getMessage()));
    }
    throw wrong(
        "\"%s\" is not a WebSocket URL, such as ws://localhost:3010/dev.".formatted(address));
  }

  private URI withQuery(URI url) {
    if (query.isEmpty()) {
      return url;
    }
    String more =
        query.stream()
            .map(pair -> pair.split("=", 2))
            .map(
                pair ->
                    AdminApi.encoded(pair[0])
                        + (pair.length == 2 ? "=" + AdminApi.encoded(pair[1]) : ""))
            .collect(Collectors.joining("&"));
    return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + more);
  }

  /** Asks the emulator what it serves. */
  private URI found() {
    AdminApi admin = emulator.admin();
    List<URI> served = new ArrayList<>();
    for (JsonNode each : admin.get("health").path("apis")) {
      boolean wanted =
          (api == null || api.equals(each.path("apiId").asText()))
              && (stage == null || stage.equals(each.path("stage").asText()));
      if (wanted) {
        String path = URI.create(each.path("webSocketUrl").asText()).getRawPath();
        served.add(URI.create(admin.base().toString().replaceFirst("^http", "ws") + path));
      }
    }
    if (served.size() == 1) {
      return served.get(0);
    }
    throw served.isEmpty()
        ? new CommandException(
            "The emulator at %s does not serve this stage.".formatted(admin.base()))
        : wrong(
            "The emulator serves several stages. Choose one with --connect, or with --api and"
                + " --stage: "
                + served);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
