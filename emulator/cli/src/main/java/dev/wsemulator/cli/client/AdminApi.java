package dev.wsemulator.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.wsemulator.cli.console.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Calls what a running emulator answers under {@code /_emulator/}. Thread-safe. */
public final class AdminApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI base;

  public AdminApi(URI base) {
    this.base = base;
    this.http = client("https".equalsIgnoreCase(base.getScheme()));
  }

  private static HttpClient client(boolean isSecure) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    return (isSecure ? builder : builder.sslContext(withoutCertificates())).build();
  }

  /**
   * The client creates a context even for plain text, by default with all certificates to trust.
   */
  private static SSLContext withoutCertificates() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java platform has no TLS.", e);
    }
  }

  /** Returns the emulator's base URL. */
  public URI base() {
    return base;
  }

  /** Returns a path's segment or a query's value as it is written in a URL. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns a path with a query of those parameters that there are. */
  public static String path(String path, Map<String, ?> query) {
    String text =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(String.valueOf(entry.getValue())))
            .collect(Collectors.joining("&"));
    return text.isEmpty() ? path : path + "?" + text;
  }

  /** Returns a JSON answer. */
  public JsonNode get(String path) {
    return json(text(path));
  }

  /** Returns an answer as it is. */
  public String text(String path) {
    return answer(at(path));
  }

  /** Posts a text. */
  public JsonNode post(String path, String body) {
    return json(answer(at(path).POST(BodyPublishers.ofString(body))));
  }

  /** Changes something by a text. */
  public JsonNode patch(String path, String body) {
    return json(answer(at(path).method("PATCH", BodyPublishers.ofString(body))));
  }

  /** Deletes something; returns what there is to say of it. */
  public JsonNode delete(String path) {
    return json(answer(at(path).DELETE()));
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(base + "/_emulator/" + path));
  }

  private static JsonNode json(String text) {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CommandException(
          "The response is not JSON, so this is not an emulator: " + text, e);
    }
  }

  private String answer(HttpRequest.Builder request) {
    HttpResponse<InputStream> answer = send(request.build());
    try (InputStream body = answer.body()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      if (answer.statusCode() >= 300) {
        throw refused(answer, text);
      }
      return text;
    } catch (IOException e) {
      throw new CommandException(
          "The emulator at %s stopped during its response.".formatted(base), e);
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new CommandException(
          ("No emulator responds at %s. Start one (start --template FILE), or set --url or WSEMULATOR_URL.")
              .formatted(base),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted.", e);
    }
  }

  private CommandException refused(HttpResponse<?> answer, String body) {
    int status = answer.statusCode();
    String path = answer.request().uri().getRawPath();
    String said = body.startsWith("{") ? json(body).path("message").asText() : "";
    if (status == 403) {
      return new CommandException(
          ("%s rejects the admin API from here, or by this name. Use localhost on its machine, or start it with --tools-from-network and --allow-host NAME.")
              .formatted(base));
    }
    if (status == 503) {
      return new CommandException(
          "The emulator at %s is still starting. Try again.".formatted(base));
    }
    return new CommandException(
        said.isEmpty()
            ? "%s does not support %s (%d). It is not an emulator, or one of another version."
                .formatted(base, path, status)
            : said);
  }

  /** Reads a response line by line until it ends; empty lines are keep-alives. */
  public void follow(String path, Consumer<String> each) {
    HttpResponse<InputStream> answer = send(at(path).build());
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      if (answer.statusCode() >= 300) {
        throw refused(answer, reader.lines().collect(Collectors.joining("\n")));
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty()) {
          each.accept(line);
        }
      }
    } catch (IOException e) {
      return; // the emulator has ended, and with it the answer
    }
  }
}
