package dev.wsemulator.internal.httpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.HttpEndpoint;
import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.journal.JournalEntry.Reloaded;
import dev.wsemulator.testing.CompiledHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes of an HTTP API follow the template while the emulator runs. */
class HttpApiReloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Shop:
          Type: AWS::Serverless::HttpApi
          Properties: {Name: shop}
        Items:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: code
            Handler: app.Handler
            Runtime: java17
            Events:
              Item: {Type: HttpApi, Properties: {ApiId: !Ref Shop, Path: /%s, Method: GET}}
      """;

  @TempDir private Path folder;
  private Path template;
  private WebSocketApiEmulator emulator;
  private JournalCursor journal;

  @BeforeEach
  void start() throws IOException {
    CompiledHandler.answering("one").writeTo(folder.resolve("code"));
    template = folder.resolve("template.yaml");
    Files.writeString(template, TEMPLATE.formatted("items"));
    emulator = WebSocketApiEmulator.builder().template(Template.of(template)).watch(true).start();
    journal = emulator.journal().cursor();
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpEndpoint endpoint = emulator.httpEndpoints().get(0);
    HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url() + path)).build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private void change(String text, String change) throws IOException {
    Files.writeString(template, text);
    journal.next(Reloaded.class, PATIENCE, entry -> entry.changes().contains(change));
  }

  @Test
  void aRouteThatIsRenamedIsServedAndTheOldOneIsNot() throws Exception {
    assertThat(get("/items").body()).isEqualTo("one");
    URI before = emulator.httpEndpoints().get(0).url();
    change(TEMPLATE.formatted("goods"), "HTTP API shop");
    assertThat(get("/goods").body()).isEqualTo("one");
    assertThat(get("/items").statusCode()).isEqualTo(404);
    assertThat(emulator.httpEndpoints().get(0).url()).isEqualTo(before);
  }

  @Test
  void theCodeBehindARouteIsReplaced() throws Exception {
    assertThat(get("/items").body()).isEqualTo("one");
    CompiledHandler.answering("two").writeTo(folder.resolve("code"));
    journal.next(Reloaded.class, PATIENCE, entry -> !entry.changes().isEmpty());
    assertThat(get("/items").body()).isEqualTo("two");
  }

  @Test
  void aMistakeLeavesWhatIsServed() throws Exception {
    Files.writeString(template, TEMPLATE.formatted("items") + "  Broken: [");
    journal.next(Reloaded.class, PATIENCE, entry -> !entry.problems().isEmpty());
    assertThat(get("/items").statusCode()).isEqualTo(200);
  }
}
