package dev.wsemulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wsemulator.journal.JournalCursor;
import dev.wsemulator.journal.JournalEntry.Closed;
import dev.wsemulator.journal.JournalEntry.Reloaded;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.testing.Aws;
import dev.wsemulator.testing.CompiledHandler;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A template and its code change under open connections. */
class LiveReloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=AKIAOWNER/20260101/us-east-1/apigateway/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private static final String HEAD =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        Stage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Api, StageName: dev, AutoDeploy: true}
      """;

  private final Provided provided = new Provided();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  @TempDir private Path folder;
  private Path template;
  private WebSocketApiEmulator emulator;
  private JournalCursor journal;
  private WebSocket socket;

  @BeforeEach
  void write() throws IOException {
    CompiledHandler.answering("one").writeTo(folder.resolve("code"));
    template = folder.resolve("template.yaml");
    Files.writeString(template, HEAD + function("Greet", "code") + route("greet", "Greet"));
  }

  @AfterEach
  void close() {
    if (emulator != null) {
      emulator.close();
    }
  }

  private void start() {
    emulator =
        WebSocketApiEmulator.builder()
            .template(Template.of(template))
            .backEnd(provided)
            .watch(true)
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(emulator.webSocketUrl(), new Answers())
            .join();
  }

  private static String function(String id, String code) {
    return """
        %s:
          Type: AWS::Serverless::Function
          Properties: {FunctionName: %s, CodeUri: %s, Handler: app.Handler, Runtime: java17}
      """
        .formatted(id, id, code);
  }

  private static String route(String key, String function) {
    return """
        %1$sRoute:
          Type: AWS::ApiGatewayV2::Route
          Properties: {ApiId: !Ref Api, RouteKey: %1$s, RouteResponseSelectionExpression: $default, Target: !Sub "integrations/${%1$sIntegration}"}
        %1$sResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Api, RouteId: !Ref %1$sRoute, RouteResponseKey: $default}
        %1$sIntegration:
          Type: AWS::ApiGatewayV2::Integration
          Properties: {ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${%2$s.Arn}/invocations"}
      """
        .formatted(key, function);
  }

  private String ask(String action) {
    socket.sendText("{\"action\":\"%s\"}".formatted(action), true).join();
    try {
      return String.valueOf(answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JournalCursor journal() {
    if (journal == null) {
      journal = emulator.journal().cursor();
    }
    return journal;
  }

  private Reloaded reloaded(String change) {
    return journal().next(Reloaded.class, PATIENCE, entry -> entry.changes().contains(change));
  }

  private List<String> problems() {
    return journal()
        .next(Reloaded.class, PATIENCE, entry -> !entry.problems().isEmpty())
        .problems();
  }

  @Test
  @Aws("OB-131")
  void theNextMessageOnAnOpenConnectionRunsTheNewClass() throws IOException {
    start();
    assertThat(ask("greet")).isEqualTo("one");
    CompiledHandler.answering("two").writeTo(folder.resolve("code"));
    reloaded("function Greet");
    assertThat(ask("greet")).isEqualTo("two");
    assertThat(emulator.journal().entries(Closed.class)).isEmpty();
  }

  @Test
  void nothingIsReloadedWhenNothingHasChanged() throws IOException {
    start();
    assertThat(ask("greet")).isEqualTo("one");
    Files.writeString(template, Files.readString(template) + "# a comment\n");
    CompiledHandler.answering("two").writeTo(folder.resolve("code"));
    assertThat(reloaded("function Greet").changes()).containsExactly("function Greet");
    assertThat(emulator.journal().entries(Reloaded.class)).hasSize(1);
  }

  @Test
  void anOpenConnectionHasTheNewRouteWithItsNewFunction() throws IOException {
    start();
    assertThat(ask("part")).contains("Forbidden");
    CompiledHandler.answering("bye").writeTo(folder.resolve("other"));
    Files.writeString(
        template, Files.readString(template) + function("Part", "other") + route("part", "Part"));
    assertThat(reloaded("function Part").changes()).contains("API chat");
    assertThat(ask("part")).isEqualTo("bye");
    assertThat(ask("greet")).isEqualTo("one");
    assertThat(emulator.stack().functions()).hasSize(2);
    Files.writeString(template, HEAD + function("Greet", "code") + route("greet", "Greet"));
    reloaded("function Part (gone)");
    assertThat(ask("part")).contains("Forbidden");
    assertThat(ask("greet")).isEqualTo("one");
  }

  @Test
  void aBrokenTemplateChangesNothingSaysWhereAndIsMended() throws IOException {
    start();
    String good = Files.readString(template);
    Files.writeString(template, good + "  Broken: [\n");
    assertThat(problems()).singleElement().asString().startsWith("template.yaml:");
    assertThat(ask("greet")).isEqualTo("one");
    CompiledHandler.answering("two").writeTo(folder.resolve("code"));
    reloaded("function Greet");
    assertThat(ask("greet")).isEqualTo("two");
    Files.writeString(template, good + route("again", "Greet"));
    reloaded("API chat");
    assertThat(ask("again")).isEqualTo("two");
  }

  @Test
  void whatCannotBeDeployedChangesNothing() throws IOException {
    start();
    String good = Files.readString(template);
    Files.writeString(template, good.replace("$request.body.action", "$request.body.[action"));
    assertThat(problems()).isNotEmpty();
    assertThat(ask("greet")).isEqualTo("one");
  }

  @Test
  void aFileThatIsIncludedOrNestedIsWatchedToo() throws IOException {
    Path nested = folder.resolve("nested.yaml");
    CompiledHandler.answering("inner").writeTo(folder.resolve("inner"));
    Files.writeString(
        nested, "Transform: AWS::Serverless-2016-10-31\nResources:\n" + function("Inner", "inner"));
    Path included = folder.resolve("variables.yaml");
    Files.writeString(included, "A: one\n");
    String more =
        """
          Nested:
            Type: AWS::Serverless::Application
            Properties: {Location: nested.yaml}
          Other:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: Other
              CodeUri: code
              Handler: app.Handler
              Runtime: java17
              Environment:
                Variables:
                  Fn::Transform: {Name: AWS::Include, Parameters: {Location: variables.yaml}}
        """;
    Files.writeString(template, Files.readString(template) + more);
    start();
    Files.writeString(included, "A: two\n");
    assertThat(reloaded("function Other").changes()).containsExactly("function Other");
    Files.writeString(
        nested, "Transform: AWS::Serverless-2016-10-31\nResources:\n" + function("New", "inner"));
    assertThat(reloaded("function New").changes())
        .containsExactly("function New", "function Inner (gone)");
  }

  @Test
  void callsShowAPropertyThatClientsDoNotNoticeAndTheDayWhenTheApiWasMade() throws IOException {
    start();
    String before = shownApi();
    String described =
        Files.readString(template).replace("{Name: chat,", "{Name: chat, Description: new,");
    Files.writeString(template, described);
    assertThat(reloaded("API chat").changes()).containsExactly("API chat");
    assertThat(shownApi())
        .isEqualTo(before.replace(",\"disable", ",\"description\":\"new\",\"disable"));
  }

  private String shownApi() {
    HttpRequest request =
        HttpRequest.newBuilder(
                emulator.baseUrl().resolve("/v2/apis/" + emulator.stack().apis().get(0).apiId()))
            .header("Authorization", SIGNATURE)
            .build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString()).join().body();
  }

  @Test
  void connectionsOfAStageThatIsGoneEndAndThoseOfOthersStay() throws IOException {
    String other =
        """
          Test:
            Type: AWS::ApiGatewayV2::Stage
            Properties: {ApiId: !Ref Api, StageName: test, AutoDeploy: true}
        """;
    String good = Files.readString(template);
    Files.writeString(template, good + other);
    start();
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(emulator.endpoints().get(1).webSocketUrl(), new WebSocket.Listener() {})
        .join();
    Files.writeString(template, good);
    reloaded("API chat");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(emulator.endpoints()).hasSize(1));
    assertThat(ask("greet")).isEqualTo("one");
  }

  @Test
  void theBackEndIsToldOfNewTablesBeforeFunctionsAre() throws IOException {
    start();
    String table =
        """
          Names:
            Type: AWS::Serverless::SimpleTable
            Properties: {TableName: names}
        """;
    Files.writeString(template, Files.readString(template) + table);
    reloaded("table names");
    assertThat(provided.tables).containsExactly("names");
  }

  @Test
  void functionsThatAreDefinedInJavaAreWatchedWithoutATemplate() throws IOException {
    Path code = folder.resolve("code");
    FunctionDefinition.Files files = new FunctionDefinition.Files("app.Handler", List.of(code));
    emulator =
        WebSocketApiEmulator.builder()
            .function(FunctionDefinition.of("Greet", files))
            .watch(true)
            .start();
    CompiledHandler.answering("two").writeTo(code);
    assertThat(reloaded("function Greet").problems()).isEmpty();
  }

  private final class Answers implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      answers.add(data.toString());
      from.request(1);
      return null;
    }
  }

  /** Provides nothing, and remembers for what it was asked. */
  private static final class Provided implements BackEnd {
    final List<String> tables = new CopyOnWriteArrayList<>();

    @Override
    public Map<String, String> start(BackEndContext context) {
      return Map.of();
    }

    @Override
    public List<String> update(Stack before, Stack now) {
      now.tables().forEach(table -> tables.add(table.tableName()));
      return List.of();
    }

    @Override
    public void close() {}
  }
}
