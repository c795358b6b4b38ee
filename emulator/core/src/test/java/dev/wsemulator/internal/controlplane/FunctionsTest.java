package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.testing.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions are created, changed, invoked and deleted by calls. */
class FunctionsTest {
  static final String FUNCTIONS = "/2015-03-31/functions";

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
  void anEventIsQueuedAndADryRunDoesNothing() throws IOException {
    create("Hello", "greet", "moon");
    assertThat(invoke("Hello", "{}", "DryRun").statusCode()).isEqualTo(204);
    HttpResponse<String> queued = invoke("Hello", "{'fail':1}", "Event");
    assertThat(queued.statusCode()).isEqualTo(202);
    JournalEntry.Invoked invoked =
        caller
            .emulator()
            .journal()
            .cursor()
            .next(JournalEntry.Invoked.class, Duration.ofSeconds(20));
    assertThat(invoked.functionName()).isEqualTo("Hello");
    assertThat(invoked.outcome()).isEqualTo("error");
    assertThat(queued.headers().firstValue("x-amzn-RequestId")).contains(invoked.invocationId());
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

  static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  static String answer(URI url) throws IOException {
    try (RawClient client = RawClient.open(url)) {
      client.text("hello");
      return client.read().text();
    }
  }
}
