package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.transport.RawClient;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.stack.BackEnd;
import dev.wsemulator.stack.BackEndContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions are created, changed, invoked and deleted by calls. */
class FunctionsTest {
  private static final String FUNCTIONS = "/2015-03-31/functions";

  private final Caller caller =
      new Caller(
          WebSocketApiEmulator.builder().function("Fixed", Caller.answering("fixed")).start());

  @AfterEach
  void close() {
    caller.close();
  }

  @Test
  void aFunctionRunsFromItsJar() throws IOException {
    Json created = create("Hello", "greet", "moon");
    assertThat(text(created, "FunctionArn"))
        .isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:Hello");
    assertThat(text(created, "State")).isEqualTo("Active");

    assertThat(invoke("Hello", "{}").body()).contains("hello moon");
    HttpResponse<String> failed = invoke("Hello", "{'fail':1}");
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(failed.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(failed.body()).contains("told to").contains("java.lang.IllegalStateException");
  }

  @Test
  void aCallerIsToldTheEndOfTheLogIfItWants() throws IOException {
    create("Hello", "greet", "moon");
    HttpResponse<String> answer = invokeForTail("{'write':'a line'}");
    String id = answer.headers().firstValue("x-amzn-RequestId").orElseThrow();
    assertThat(tail(answer))
        .matches(
            "START RequestId: %1$s Version: \\$LATEST\na line\nEND RequestId: %1$s\nREPORT RequestId: %1$s\t.*\n"
                .formatted(id));
    assertThat(tail(invokeForTail("{'write':'%s'}".formatted("x".repeat(5000)))))
        .hasSize(4096)
        .startsWith("xxx")
        .contains("REPORT");
    assertThat(tail(invokeForTail("{'fail':1}")))
        .contains(
            "told to: java.lang.IllegalStateException\njava.lang.IllegalStateException: told");
    assertThat(invoke("Hello", "{}").headers().firstValue("X-Amz-Log-Result")).isEmpty();
  }

  private HttpResponse<String> invokeForTail(String event) {
    URI url = caller.emulator().baseUrl().resolve(FUNCTIONS + "/Hello/invocations");
    return Caller.send(
        HttpRequest.newBuilder(url)
            .header("Authorization", Caller.SIGNATURE)
            .header("X-Amz-Log-Type", "Tail")
            .POST(BodyPublishers.ofString(event.replace('\'', '"'))));
  }

  private static String tail(HttpResponse<String> answer) {
    String header = answer.headers().firstValue("X-Amz-Log-Result").orElseThrow();
    return new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8);
  }

  @Test
  void anIntegrationMeetsTheFunctionAsItIsNow() throws IOException {
    String api = caller.api("chat");
    caller.route(api, "$default", "Hello");
    caller.create(api + "/stages", "{'stageName':'prod','autoDeploy':true}");
    URI url = caller.url(api, "prod");
    assertThat(answer(url)).contains("Internal server error");

    create("Hello", "greet", "moon");
    try (RawClient client = RawClient.open(url)) {
      client.text("hi");
      assertThat(client.read().text()).isEqualTo("hello moon");
      configure("Hello", "{'Environment':{'Variables':{'WHOM':'sun'}}}");
      client.text("hi");
      assertThat(client.read().text()).isEqualTo("hello sun");
      configure("Hello", "{'Handler':'%s::part'}".formatted(Greeting.class.getName()));
      client.text("hi");
      assertThat(client.read().text()).isEqualTo("bye sun");
      caller.delete(FUNCTIONS + "/Hello");
      client.text("hi");
      assertThat(client.read().text()).contains("Internal server error");
    }
  }

  @Test
  void jarsInAZipAreOnTheClassPath() throws IOException {
    byte[] zip = zip("lib/code.jar", jar());
    caller.create(FUNCTIONS, definition("Hello", "greet", "moon", zip));
    assertThat(invoke("Hello", "{}").body()).contains("hello moon");
  }

  @Test
  void codeThatCannotBeUnzippedIsRefusedAndNotKept(@TempDir Path folder) throws IOException {
    byte[] jar = zip("lib/code.jar", jar());
    byte[] damaged = jar.clone();
    damaged[jar.length / 2] ^= 1;
    try (Caller kept = new Caller(WebSocketApiEmulator.builder().state(folder).start())) {
      for (byte[] code :
          List.of(Arrays.copyOf(jar, jar.length - 40), damaged, zip("lib/../../x.jar", jar()))) {
        HttpResponse<String> answer =
            kept.call("POST", FUNCTIONS, definition("Hello", "greet", "moon", code));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
            .contains("InvalidParameterValueException");
        assertThat(answer.body())
            .contains("Could not unzip uploaded file.")
            .doesNotContain(folder.toString());
      }
      assertThat(folder.resolve("code")).isEmptyDirectory();
    }
  }

  @Test
  void codeThatNoFunctionHasAnyMoreIsNotKept(@TempDir Path folder) throws IOException {
    try (Caller kept = new Caller(WebSocketApiEmulator.builder().state(folder).start())) {
      kept.create(FUNCTIONS, definition("Stays", "greet", "moon", jar()));
      for (int i = 0; i < 20; i++) {
        byte[] own = zip("lib/code%d.jar".formatted(i), jar());
        kept.create(FUNCTIONS, definition("Goes", "greet", "sun", own));
        kept.delete(FUNCTIONS + "/Goes");
      }
      kept.create(FUNCTIONS, definition("Again", "greet", "sun", jar()));
      kept.delete(FUNCTIONS + "/Again");
      await()
          .untilAsserted(
              () ->
                  assertThat(folder.resolve("code"))
                      .isDirectoryContaining(path -> path.toString().endsWith(".jar"))
                      .extracting(code -> code.toFile().list().length)
                      .isEqualTo(1));
    }
  }

  @Test
  void aZipHasUpToFiftyMegabytes() throws IOException {
    byte[] ballast = new byte[35 * 1024 * 1024];
    new Random(1).nextBytes(ballast); // cannot be compressed
    String name = Greeting.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = Greeting.class.getClassLoader().getResourceAsStream(name);
        ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(in.readAllBytes());
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("ballast"));
      zip.write(ballast);
      zip.closeEntry();
    }
    caller.create(FUNCTIONS, definition("Large", "greet", "moon", bytes.toByteArray()));
    assertThat(invoke("Large", "{}").body()).contains("hello moon");
    HttpResponse<String> tooLarge =
        caller.call(
            "POST", FUNCTIONS, definition("Larger", "greet", "moon", new byte[53 * 1024 * 1024]));
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(tooLarge.headers().firstValue("x-amzn-ErrorType"))
        .contains("RequestEntityTooLargeException");
  }

  @Test
  void codeIsReplaced() throws IOException {
    caller.create(
        FUNCTIONS, definition("Hello", "greet", "moon", zip("readme.txt", new byte[] {1})));
    assertThat(invoke("Hello", "{}").body()).contains("was not found");
    String body = "{'ZipFile':'%s'}".formatted(Base64.getEncoder().encodeToString(jar()));
    assertThat(caller.call("PUT", FUNCTIONS + "/Hello/code", body).statusCode()).isEqualTo(200);
    assertThat(invoke("Hello", "{}").body()).contains("hello moon");
  }

  @Test
  void anEventIsQueuedAndADryRunDoesNothing() throws IOException {
    create("Hello", "greet", "moon");
    assertThat(invoke("Hello", "{}", "DryRun").statusCode()).isEqualTo(204);
    assertThat(invoke("Hello", "{'fail':1}", "Event").statusCode()).isEqualTo(202);
    JournalEntry.Invoked invoked =
        caller.emulator().journal().next(JournalEntry.Invoked.class, Duration.ofSeconds(20));
    assertThat(invoked.functionName()).isEqualTo("Hello");
    assertThat(invoked.outcome()).isEqualTo("error");
  }

  @Test
  void functionsAreListedInPages() throws IOException {
    create("A", "greet", "moon");
    create("B", "greet", "moon");
    Json page = caller.get(FUNCTIONS + "/?MaxItems=2");
    assertThat(page.child("Functions").orElseThrow().elements())
        .extracting(function -> text(function, "FunctionName"))
        .containsExactly("A", "B");
    Json rest = caller.get(FUNCTIONS + "/?Marker=" + text(page, "NextMarker"));
    assertThat(rest.child("Functions").orElseThrow().elements())
        .extracting(function -> text(function, "FunctionName"))
        .containsExactly("Fixed");
    assertThat(text(caller.get(FUNCTIONS + "/Fixed/configuration"), "Timeout")).isEqualTo("30");
  }

  @Test
  void permissionsAreKept() throws IOException {
    create("Hello", "greet", "moon");
    String statement =
        "{'StatementId':'a','Action':'lambda:InvokeFunction','Principal':'apigateway.amazonaws.com'}";
    caller.create(FUNCTIONS + "/Hello/policy", statement);
    assertThat(caller.call("POST", FUNCTIONS + "/Hello/policy", statement).statusCode())
        .isEqualTo(409);
    caller.create(FUNCTIONS + "/Hello/policy?Qualifier=live", statement.replace("'a'", "'b'"));
    assertThat(text(caller.get(FUNCTIONS + "/Hello/policy"), "Policy"))
        .contains("apigateway.amazonaws.com", ":function:Hello:live");
    caller.delete(FUNCTIONS + "/Hello/policy/b");
    caller.delete(FUNCTIONS + "/Hello/policy/a");
    assertThat(caller.call("GET", FUNCTIONS + "/Hello/policy", "").statusCode()).isEqualTo(404);

    caller.create(FUNCTIONS + "/Hello/policy", statement);
    caller.delete(FUNCTIONS + "/Hello");
    create("Hello", "greet", "moon");
    assertThat(caller.call("GET", FUNCTIONS + "/Hello/policy", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aliasesLeadToTheFunction() throws IOException {
    create("Hello", "greet", "moon");
    String aliases = FUNCTIONS + "/Hello/aliases";
    String live = "{'Name':'live','FunctionVersion':'1','RoutingConfig':{}}";
    assertThat(text(caller.create(aliases, live), "AliasArn")).endsWith(":function:Hello:live");
    assertThat(caller.call("POST", aliases, live).statusCode()).isEqualTo(409);
    assertThat(caller.call("POST", aliases, "{'Name':'1'}").statusCode()).isEqualTo(400);
    assertThat(caller.call("PUT", aliases + "/live", "{'Description':'now'}").body())
        .contains("\"Description\":\"now\"", "\"FunctionVersion\":\"1\"");
    assertThat(caller.call("GET", aliases, "").body())
        .contains("\"Name\":\"live\"")
        .doesNotContain("RoutingConfig");
    HttpResponse<String> byAlias = invoke("Hello:live", "{}");
    assertThat(byAlias.body()).contains("hello moon");
    assertThat(byAlias.headers().firstValue("X-Amz-Executed-Version")).contains("1");
    assertThat(invoke("Hello", "{}").headers().firstValue("X-Amz-Executed-Version"))
        .contains("$LATEST");
    for (String other : new String[] {"Hello:nosuch", "Hello:1"}) {
      HttpResponse<String> missing = invoke(other, "{}");
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.body())
          .contains("Function not found: arn:aws:lambda:us-east-1:123456789012:function:" + other);
    }
    assertThat(
            caller
                .call("POST", FUNCTIONS + "/Hello/invocations?Qualifier=nosuch", "{}")
                .statusCode())
        .isEqualTo(404);
    caller.create(FUNCTIONS + "/Hello/versions", "{}");
    assertThat(invoke("Hello:1", "{}").statusCode()).isEqualTo(200);
    caller.delete(aliases + "/live");
    assertThat(invoke("Hello:live", "{}").statusCode()).isEqualTo(404);
    assertThat(caller.call("GET", aliases + "/live", "").statusCode()).isEqualTo(404);

    caller.create(aliases, live);
    caller.delete(FUNCTIONS + "/Hello");
    create("Hello", "greet", "moon");
    assertThat(caller.call("GET", aliases + "/live", "").statusCode()).isEqualTo(404);
  }

  @Test
  void whatHasNoEffectIsShownAsItWasGiven() throws IOException {
    create("Hello", "greet", "moon");
    String layer = "arn:aws:lambda:us-east-1:123456789012:layer:libraries:3";
    String answer =
        caller
            .call(
                "PUT",
                FUNCTIONS + "/Hello/configuration",
                "{'Layers':['%s'],'SnapStart':{'ApplyOn':'PublishedVersions'},'VpcConfig':{'SubnetIds':['subnet-1'],'SecurityGroupIds':['sg-1']}}"
                    .formatted(layer))
            .body();
    assertThat(answer)
        .contains(
            "\"Arn\":\"" + layer + "\"", "\"subnet-1\"", "\"VpcId\":\"vpc-", "PublishedVersions");
  }

  @Test
  void aFunctionLogsAsItIsConfigured() throws IOException {
    create("Hello", "greet", "moon");
    assertThat(caller.call("GET", FUNCTIONS + "/Hello/configuration", "").body())
        .contains("{\"LogFormat\":\"Text\",\"LogGroup\":\"/aws/lambda/Hello\"}");
    configure(
        "Hello", "{'LoggingConfig':{'LogFormat':'JSON','SystemLogLevel':'DEBUG','LogGroup':'/g'}}");
    assertThat(caller.call("GET", FUNCTIONS + "/Hello/configuration", "").body())
        .contains(
            "{\"LogFormat\":\"JSON\",\"ApplicationLogLevel\":\"INFO\",\"SystemLogLevel\":\"DEBUG\",\"LogGroup\":\"/g\"}");
    assertThat(tail(invokeForTail("{'write':'a line'}")))
        .contains("\"type\":\"platform.start\"", "\"platform.runtimeDone\"", "a line\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'LogFormat':'Xml'} | Value 'Xml' at 'loggingConfig.logFormat' failed to satisfy constraint",
        "{'LogFormat':'JSON','SystemLogLevel':'ERROR'} | Member must satisfy enum value set: [DEBUG, INFO, WARN]",
        "{'ApplicationLogLevel':'INFO'} | can only be set if LogFormat is JSON"
      })
  void loggingThatLambdaDoesNotKnowIsRefused(String config, String words) throws IOException {
    create("Hello", "greet", "moon");
    HttpResponse<String> answer =
        caller.call("PUT", FUNCTIONS + "/Hello/configuration", "{'LoggingConfig':" + config + "}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "java17, AAAA, Could not unzip uploaded file",
    "python3.12, '', is not emulated",
    "java17, '', The code is missing",
  })
  void whatCannotRunIsRefused(String runtime, String zip, String message) {
    HttpResponse<String> answer =
        caller.call(
            "POST",
            FUNCTIONS,
            "{'FunctionName':'a','Runtime':'%s','Handler':'a.B','Role':'arn:aws:iam::123456789012:role/a','Code':{%s}}"
                .formatted(runtime, zip.isEmpty() ? "" : "'ZipFile':'" + zip + "'"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
        .contains("InvalidParameterValueException");
    assertThat(answer.body()).contains(message);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    HttpResponse<String> answer = invoke("Nobody", "{}");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("x-amzn-ErrorType"))
        .contains("ResourceNotFoundException");
    assertThat(answer.body())
        .contains("Function not found: arn:aws:lambda:us-east-1:123456789012:function:Nobody");
  }

  @Test
  void codeMayBeAnObjectOfTheBackEnd() throws IOException {
    HttpServer s3 = s3("/releases/1/hello.jar", jar());
    String url = "http://127.0.0.1:" + s3.getAddress().getPort();
    try (Caller own = new Caller(WebSocketApiEmulator.builder().backEnd(new OnlyS3(url)).start())) {
      own.create(FUNCTIONS, inS3("Hello", "1/hello.jar"));
      assertThat(post(own, FUNCTIONS + "/Hello/invocations", "{}").body()).contains("hello moon");
      HttpResponse<String> refused = post(own, FUNCTIONS, inS3("Other", "2/hello.jar"));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("S3 Error Code: NoSuchKey.");
    } finally {
      s3.stop(0);
    }
  }

  /** Returns a server with one object, for callers that sign. */
  private static HttpServer s3(String path, byte[] object) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        call -> {
          boolean isThere =
              call.getRequestURI().getPath().equals(path)
                  && call.getRequestHeaders().getFirst("Authorization").contains("/s3/");
          call.sendResponseHeaders(isThere ? 200 : 404, isThere ? object.length : -1);
          if (isThere) {
            call.getResponseBody().write(object);
          }
          call.close();
        });
    server.start();
    return server;
  }

  private static String inS3(String name, String key) throws IOException {
    String definition = definition(name, "greet", "moon", jar());
    int code = definition.indexOf("'Code':");
    return definition.substring(0, code)
        + "'Code':{'S3Bucket':'releases','S3Key':'%s'}}".formatted(key);
  }

  private static HttpResponse<String> post(Caller caller, String path, String body) {
    return Caller.send(
        HttpRequest.newBuilder(caller.emulator().baseUrl().resolve(path))
            .header("Authorization", Caller.SIGNATURE)
            .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  /** A back end that has S3 somewhere. */
  private record OnlyS3(String url) implements BackEnd {
    @Override
    public Map<String, String> start(BackEndContext context) {
      return Map.of("AWS_ENDPOINT_URL_S3", url);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"java8.al2023", "java17.al2023", "java99"})
  void aRuntimeMayBeNewerThanTheEmulator(String runtime) throws IOException {
    String definition = definition("Hello", "greet", "moon", jar());
    Json created = caller.create(FUNCTIONS, definition.replace("java17", runtime));
    assertThat(text(created, "Runtime")).isEqualTo(runtime);
  }

  private Json create(String name, String method, String whom) throws IOException {
    return caller.create(FUNCTIONS, definition(name, method, whom, jar()));
  }

  private void configure(String name, String change) {
    HttpResponse<String> answer =
        caller.call("PUT", FUNCTIONS + "/" + name + "/configuration", change);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> invoke(String name, String event) {
    return invoke(name, event, "RequestResponse");
  }

  private HttpResponse<String> invoke(String name, String event, String type) {
    URI url = caller.emulator().baseUrl().resolve(FUNCTIONS + "/" + name + "/invocations");
    return Caller.send(
        HttpRequest.newBuilder(url)
            .header("Authorization", Caller.SIGNATURE)
            .header("X-Amz-Invocation-Type", type)
            .POST(BodyPublishers.ofString(event.replace('\'', '"'))));
  }

  static String definition(String name, String method, String whom, byte[] zip) {
    return """
        {'FunctionName':'%s','Runtime':'java17','Handler':'%s::%s','Timeout':20,
         'Role':'arn:aws:iam::123456789012:role/a',
         'Environment':{'Variables':{'WHOM':'%s'}},'Code':{'ZipFile':'%s'}}
        """
        .formatted(
            name, Greeting.class.getName(), method, whom, Base64.getEncoder().encodeToString(zip));
  }

  /** Returns a jar with the class of {@link Greeting}. */
  static byte[] jar() throws IOException {
    String name = Greeting.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Greeting.class.getClassLoader().getResourceAsStream(name)) {
      return zip(name, in.readAllBytes());
    }
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static String answer(URI url) throws IOException {
    try (RawClient client = RawClient.open(url)) {
      client.text("hello");
      return client.read().text();
    }
  }
}
