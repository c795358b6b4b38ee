package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.wsemulator.Template;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Problem;
import dev.wsemulator.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions whose place, code or variables are given beside the template. */
class GivenFunctionsTest {
  private static final URI URL = URI.create("http://127.0.0.1:4590");
  private static final String HEAD = "Transform: AWS::Serverless-2016-10-31\nResources:\n";
  private static final String API =
      "  Api: {Type: AWS::Serverless::WebSocketApi, Properties: {RouteSelectionExpression:"
          + " $request.body.action, StageName: dev, Routes: {$default: {FunctionArn: %s}}}}\n";
  private static final String HANDLER = Only.class.getName();

  @TempDir private Path temporary;
  private TemplateFolder folder;
  private Path code;

  /** The only handler in a folder. */
  public static class Only implements RequestHandler<String, String> {
    @Override
    public String handleRequest(String event, Context context) {
      return event;
    }
  }

  @BeforeEach
  void createFolder() throws IOException {
    folder = TemplateFolder.in(temporary);
    code = temporary.resolve("given");
    String name = HANDLER.replace('.', '/') + ".class";
    Path file = code.resolve(name);
    Files.createDirectories(file.getParent());
    try (var in = Only.class.getClassLoader().getResourceAsStream(name)) {
      Files.write(file, in.readAllBytes());
    }
  }

  private Template template(String resources) {
    return Template.of(folder.file("template.yaml", HEAD + resources));
  }

  private static FunctionDefinition only(Stack stack) {
    assertThat(stack.functions()).hasSize(1);
    return stack.functions().get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'arn:aws:lambda:us-east-1:123456789012:function:shared-auth'",
        "'arn:aws:lambda:eu-west-1:210987654321:function:shared-auth:live'",
        "!Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:shared-auth'",
        "!ImportValue auth-arn",
        "!Ref AuthArn",
      })
  void aFunctionOfAnotherStackMayBeServedElsewhere(String arn) {
    String parameter =
        "Parameters: {AuthArn: {Type: String, Default:"
            + " 'arn:aws:lambda:us-east-1:123456789012:function:shared-auth'}}\n";
    Path file = folder.file("template.yaml", parameter + HEAD + API.formatted(arn));
    Stack stack =
        Template.of(file)
            .parameter(
                "export:auth-arn", "arn:aws:lambda:us-east-1:123456789012:function:shared-auth")
            .function("shared-auth", URL)
            .load();
    assertThat(only(stack).name()).isEqualTo("shared-auth");
    assertThat(only(stack).code())
        .isEqualTo(
            new FunctionDefinition.Remote(
                URI.create(URL + "/2015-03-31/functions/shared-auth/invocations")));
  }

  @Test
  void anAuthorizerOfAnotherStackMayBeServedElsewhere() {
    String authorizer =
        "  Guard: {Type: AWS::ApiGatewayV2::Authorizer, Properties: {ApiId: !Ref Chat, Name: a,"
            + " AuthorizerType: REQUEST, AuthorizerUri: !Sub"
            + " 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:guard/invocations'}}\n"
            + "  Connect: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Chat, RouteKey:"
            + " $connect, AuthorizationType: CUSTOM, AuthorizerId: !Ref Guard}}\n";
    Template template =
        template(TemplateFolder.ECHO + TemplateFolder.CHAT + authorizer).function("guard", URL);
    assertThat(template.load().functions())
        .extracting(FunctionDefinition::name)
        .contains("my-app-Echo", "guard");
    assertThat(template.check().problems()).isEmpty();
  }

  @Test
  void aFunctionThatAVariableNamesMayBeServedElsewhere() {
    String echo = TemplateFolder.ECHO + "      Environment: {Variables: {WORKER: batch-worker}}\n";
    assertThat(template(echo).function("batch-worker", URL).load().functions()).hasSize(2);
  }

  @Test
  void aFunctionThatNothingNamesIsRefused() {
    assertThatThrownBy(() -> template(TemplateFolder.ECHO).function("Ech", URL).load())
        .hasMessageContaining(
            "An endpoint is given for \"Ech\", which is not a function of this template. Did you mean"
                + " Echo?");
  }

  @Test
  void aFunctionOfAnotherStackMayHaveItsCodeGiven() {
    String arn = "'arn:aws:lambda:us-east-1:123456789012:function:shared'";
    assertThat(only(template(API.formatted(arn)).code("shared", code).load()).code())
        .isEqualTo(new FunctionDefinition.Files(HANDLER, List.of(code)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PackageType: Image, ImageUri: chat",
        "Runtime: nodejs22.x, Handler: index.handler, InlineCode: x",
        "Runtime: provided.al2023, Handler: bootstrap, CodeUri: none",
        "Runtime: java%d, Handler: index, InlineCode: x"
      })
  void codeInJavaMayBeGivenForAFunctionThatHasNone(String properties) {
    String own = properties.formatted(Runtime.version().feature());
    String function = "  Echo: {Type: AWS::Serverless::Function, Properties: {%s}}\n";
    Stack stack = template(function.formatted(own) + TemplateFolder.CHAT).code("Echo", code).load();
    assertThat(only(stack).code()).isEqualTo(new FunctionDefinition.Files(HANDLER, List.of(code)));
  }

  @Test
  void theCommandOfAnImageNamesItsHandler() throws IOException {
    Files.copy(code.resolve(HANDLER.replace('.', '/') + ".class"), code.resolve("Other.class"));
    String image =
        "  Echo: {Type: AWS::Serverless::Function, Properties: {PackageType: Image, ImageConfig:"
            + " {Command: ['%s::handleRequest']}}}\n";
    Stack stack = template(image.formatted(HANDLER)).code("Echo", code).load();
    assertThat(only(stack).code())
        .isEqualTo(new FunctionDefinition.Files(HANDLER + "::handleRequest", List.of(code)));
  }

  @Test
  void codeWithoutAHandlerIsNoCodeForAnImage() throws IOException {
    Path empty = Files.createDirectories(temporary.resolve("empty"));
    String image =
        "  Echo: {Type: AWS::Serverless::Function, Properties: {PackageType: Image, ImageUri:"
            + " a}}\n";
    assertThat(template(image).code("Echo", empty).check().problems())
        .singleElement()
        .asString()
        .startsWith("template.yaml:3:")
        .contains("does not name a Java handler, and its code has no class that implements");
  }

  @Test
  void oneCodeMayBeForAllFunctionsInJava() {
    String other = TemplateFolder.ECHO.replace("Echo:", "Other:");
    String node =
        "  Node: {Type: AWS::Serverless::Function, Properties: {Runtime: nodejs22.x, Handler: i.h,"
            + " CodeUri: code}}\n";
    Path echo = folder.folder().resolve("code");
    Stack stack =
        template(TemplateFolder.ECHO + other + node).code("*", code).code("Echo", echo).load();
    assertThat(stack.functions())
        .filteredOn(function -> function.code() instanceof FunctionDefinition.Files)
        .extracting(function -> ((FunctionDefinition.Files) function.code()).classPath())
        .containsExactlyInAnyOrder(List.of(echo), List.of(code));
  }

  @Test
  void aHandlerThatIsNotInTheCodeIsWarnedOf() {
    String function =
        "  Echo: {Type: AWS::Serverless::Function, Properties: {Runtime: java17, Handler:"
            + " other.GivenFunctionsTest$Only, CodeUri: ../given}}\n";
    assertThat(template(function).check().problems())
        .extracting(Problem::toString)
        .containsExactly(
            "template.yaml:3: Resources.Echo.Properties.Handler is"
                + " \"other.GivenFunctionsTest$Only\", which does not name a class of its code: every"
                + " invocation fails. Did you mean "
                + HANDLER
                + "?");
  }

  @Test
  void aRuntimeThatIsNewerThanTheJvmIsWarnedOf() {
    String function = TemplateFolder.ECHO.replace("java17", "java99");
    assertThat(template(function).load().warnings())
        .singleElement()
        .asString()
        .startsWith("template.yaml:7: Resources.Echo.Properties.Runtime, \"java99\" is newer");
  }

  private static final String VARIABLES =
      TemplateFolder.ECHO + "      Environment: {Variables: {A: a, B: !ImportValue none, C: c}}\n";

  @ParameterizedTest
  @ValueSource(strings = {"Echo", "my-app-Echo"})
  void variablesHaveTheValuesOfAFile(String name) {
    Path file =
        folder.file(
            "env.json",
            "{\"Parameters\": {\"A\": \"all\", \"B\": \"b\", \"Z\": \"z\"}, \"%s\": {\"A\": 1}}"
                .formatted(name));
    Stack stack = template(VARIABLES).environment(file).load();
    assertThat(only(stack).environment())
        .containsOnly(
            java.util.Map.entry("A", "1"),
            java.util.Map.entry("B", "b"),
            java.util.Map.entry("C", "c"));
    assertThat(stack.warnings()).isEmpty();
  }

  @Test
  void variablesThatHaveNoEffectAreWarnedOf() {
    Path file =
        folder.file("env.json", "{\"Echo\": {\"D\": \"1\", \"B\": \"\"},\n\"Eco\": {\"A\": \"\"}}");
    assertThat(template(VARIABLES).environment(file).load().warnings())
        .hasSize(2)
        .anyMatch(
            warning ->
                warning.startsWith("env.json:1: D is set for Echo, whose Environment.Variables"))
        .anyMatch(
            warning ->
                warning.startsWith("env.json:2: \"Eco\" is not a function of these templates"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"Echo\": 1}", "{"})
  void aFileOfAnotherFormIsRefusedWithItsLine(String text) {
    Path file = folder.file("env.json", text);
    assertThat(template(TemplateFolder.ECHO).environment(file).check().problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.isError()).isTrue();
              assertThat(problem.toString()).startsWith("env.json:");
            });
  }
}
