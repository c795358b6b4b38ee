package dev.wsemulator.internal.template.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.api.Integration;
import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.Stack;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that are not in Java, or not built. */
class UnrunnableFunctionsTest {
  private static final String COBOL = TemplateFolder.ECHO.replace("java17", "cobol85");

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Runtime: java17 | Runtime: cobol85 | :7: Resources.Echo.Properties.Runtime is cobol85, which does not run here.",
        "CodeUri: code | PackageType: Image | :8: Resources.Echo.Properties.PackageType is a container image, which",
        "CodeUri: code | ImageUri: a | :3: Resources.Echo.Properties.PackageType is a container image, which",
        "CodeUri: code | InlineCode: a | :8: Resources.Echo.Properties.InlineCode is not compiled, which",
      })
  void aFunctionOfARouteHasToRun(String right, String other, String message) {
    assertThat(
            folder.problemsOfSam(TemplateFolder.ECHO.replace(right, other) + TemplateFolder.CHAT))
        .singleElement()
        .asString()
        .contains(message, "--function Echo=URL", "--skip Echo", "--skip-unrunnable");
  }

  @Test
  void aFunctionThatNothingInvokesNeedNotRun() {
    Stack stack = folder.sam(COBOL);
    assertThat(stack.functions()).hasSize(1);
    assertThat(stack.warnings())
        .containsExactly(
            "template.yaml:3: Resources.Echo (AWS::Serverless::Function) has no effect here.");
  }

  @Test
  void aFunctionMayFailInsteadOfRunning() {
    Stack stack = folder.withoutUnrunnable(COBOL + TemplateFolder.CHAT);
    assertThat(stack.warnings())
        .containsExactly(
            "template.yaml:3: Resources.Echo is not run here: every invocation of it fails.");
    var code = (FunctionDefinition.Instance) stack.functions().get(0).code();
    assertThatThrownBy(() -> ((LambdaFunction) code.handler()).invoke(new byte[0]))
        .hasMessage("The function my-app-Echo is cobol85 and is not run by the emulator.")
        .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
  }

  @Test
  void aFunctionThatIsNotBuiltMayFailInsteadOfRunning() {
    String notBuilt = TemplateFolder.ECHO.replace("CodeUri: code", "CodeUri: none");
    assertThat(folder.problemsOfSam(notBuilt)).singleElement().asString().contains("is not at");
    assertThat(folder.withoutUnrunnable(notBuilt).functions().get(0).code())
        .isInstanceOf(FunctionDefinition.Instance.class);
    assertThat(folder.withoutUnrunnable(TemplateFolder.ECHO).functions().get(0).code())
        .isInstanceOf(FunctionDefinition.Files.class);
  }

  @ParameterizedTest
  @CsvSource({
    "java17, none, none, is not at",
    "nodejs22.x, none, none, is not at",
    "python3.13, none, none, is not at",
    "provided.al2023, none, none, is not at",
    "nodejs22.x, code, esbuild, esbuild is not installed",
  })
  void inEveryLanguageAFunctionThatIsNotBuiltMayFailInsteadOfRunning(
      String runtime, String code, String method, String problem) {
    String notBuilt =
        """
          Echo:
            Type: AWS::Serverless::Function
            Metadata: {BuildMethod: %s}
            Properties: {Runtime: %s, Handler: app.handler, CodeUri: %s}
        """
                .formatted(method, runtime, code)
            + TemplateFolder.CHAT;
    assertThat(folder.problemsOfSam(notBuilt)).singleElement().asString().contains(problem);
    Stack stack = folder.withoutUnrunnable(notBuilt);
    assertThat(stack.warnings())
        .containsExactly(
            "template.yaml:3: Resources.Echo is not run here: every invocation of it fails.");
    var failing = (FunctionDefinition.Instance) stack.functions().get(0).code();
    assertThatThrownBy(() -> ((LambdaFunction) failing.handler()).invoke(new byte[0]))
        .hasMessage("The function my-app-Echo is not built and is not run by the emulator.");
  }

  @Test
  void aFunctionThatCanRunIsNotSkippedBesideThoseThatCannot() {
    String inline =
        """
          Echo:
            Type: AWS::Serverless::Function
            Properties: {Runtime: nodejs22.x, Handler: index.handler, InlineCode: "exports.handler = 1"}
        """;
    assertThat(folder.withoutUnrunnable(inline).functions().get(0).code())
        .isInstanceOf(ChildProcess.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Echo, http://127.0.0.1:3001, http://127.0.0.1:3001/2015-03-31/functions/Echo/invocations",
    "my-app-Echo, http://a:1/, http://a:1/2015-03-31/functions/my-app-Echo/invocations",
    "Echo, http://a/functions/function/invocations, http://a/functions/function/invocations",
  })
  void aFunctionInAnyLanguageMayBeServedElsewhere(String name, URI endpoint, URI url) {
    Stack stack = folder.elsewhere(COBOL + TemplateFolder.CHAT, name, endpoint);
    assertThat(stack.warnings()).isEmpty();
    assertThat(stack.functions())
        .singleElement()
        .satisfies(function -> assertThat(function.name()).isEqualTo("my-app-Echo"))
        .extracting(FunctionDefinition::code)
        .isEqualTo(new FunctionDefinition.Remote(url));
  }

  @Test
  void whereAFunctionIsServedHasToBeAUrl() {
    assertThatThrownBy(() -> folder.elsewhere(COBOL, "Echo", URI.create("localhost:3001")))
        .hasMessageContaining(
            "template.yaml:3: Resources.Echo is a remote function, but \"localhost:3001\" is not a URL");
    assertThatThrownBy(() -> folder.elsewhere(COBOL, "Eco", URI.create("http://a")))
        .hasMessageContaining(
            "An endpoint is given for \"Eco\", which is not a function of this template. Did you mean Echo?");
  }

  @Test
  void whatIsSkippedHasToBeAFunction() {
    assertThat(folder.problemsSkipping(TemplateFolder.ECHO, "Eco"))
        .containsExactly(
            "template.yaml:1: The code is skipped of \"Eco\", which is not a function of this"
                + " template. Did you mean Echo?");
    assertThat(folder.problemsSkipping(COBOL + TemplateFolder.CHAT, "Echo")).isEmpty();
    assertThat(folder.problemsSkipping(COBOL + TemplateFolder.CHAT, "my-app-Echo")).isEmpty();
  }

  @Test
  void aFunctionOfNoTemplateMayFailInsteadOfRunning() {
    String elsewhere =
        TemplateFolder.CHAT.replace(
            "${Echo.Arn}", "arn:aws:lambda:us-east-1:123456789012:function:other:live");
    String route =
        "  Send: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: !Ref Chat, RouteKey: send, Target: !Sub 'integrations/${EchoIntegration}'}}\n";
    assertThat(folder.problemsOfSam(elsewhere + route))
        .singleElement()
        .asString()
        .contains("does not invoke a function of this template");
    Stack stack = folder.withoutUnrunnable(elsewhere + route);
    assertThat(stack.apis().get(0).routes().get("send").integration())
        .contains(Integration.lambdaProxy("other:live"));
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .contains(
            "Resources.EchoIntegration invokes the function \"other\", which is in no given template");
  }

  @Test
  void aNotifiedFunctionOfNoTemplateMayFailInsteadOfRunning() {
    String bucket =
        """
          Documents:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: documents
              NotificationConfiguration:
                LambdaConfigurations:
                  - Event: s3:ObjectCreated:*
                    Function: arn:aws:lambda:us-east-1:123456789012:function:other
        """;
    assertThat(folder.problemsOfSam(bucket))
        .singleElement()
        .asString()
        .contains("names the function \"other\", which is not in this template");
    Stack stack = folder.withoutUnrunnable(bucket);
    assertThat(stack.buckets().get(0).notifications())
        .extracting(Bucket.Notification::target)
        .containsExactly("other");
    assertThat(stack.warnings())
        .singleElement()
        .asString()
        .contains(
            "Resources.Documents invokes the function \"other\", which is in no given template");
  }
}
