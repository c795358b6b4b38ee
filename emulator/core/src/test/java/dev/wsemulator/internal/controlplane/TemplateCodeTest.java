package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static dev.wsemulator.internal.controlplane.FunctionsTest.FUNCTIONS;
import static dev.wsemulator.internal.controlplane.FunctionsTest.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.function.process.system.HostSystem;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.testing.CompiledHandler;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls give other code to functions that a template, or Java, defines. */
class TemplateCodeTest {
  private static final String ECHO = FUNCTIONS + "/Echo";

  @TempDir Path folder;

  private FunctionDefinition echo() throws IOException {
    return FunctionDefinition.builder(
            "Echo",
            new FunctionDefinition.Files(
                "app.Handler",
                List.of(CompiledHandler.answering("one").writeTo(folder.resolve("classes")))))
        .environment(Map.of("STAGE", "dev"))
        .build();
  }

  private static Caller caller(EmulatorBuilder builder, FunctionDefinition function) {
    return new Caller(builder.function(function).start());
  }

  private static HttpResponse<String> update(Caller caller, byte[] zip) {
    return caller.call(
        "PUT",
        ECHO + "/code",
        "{'ZipFile':'%s'}".formatted(Base64.getEncoder().encodeToString(zip)));
  }

  private static byte[] answering(String answer) {
    try {
      return zip("app/Handler.class", CompiledHandler.answering(answer).bytes("app.Handler"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String invoke(Caller caller) {
    return caller.call("POST", ECHO + "/invocations", "{}").body();
  }

  @Test
  void theNextInvocationRunsTheNewCode() throws IOException {
    try (Caller caller = caller(WebSocketApiEmulator.builder(), echo())) {
      assertThat(invoke(caller)).contains("one");
      HttpResponse<String> updated = update(caller, answering("two"));
      assertThat(updated.statusCode()).as(updated.body()).isEqualTo(200);
      assertThat(updated.body())
          .contains("\"FunctionName\":\"Echo\"", "\"CodeSha256\"", "\"STAGE\":\"dev\"")
          .doesNotContain("_code");
      assertThat(invoke(caller)).contains("two");
      assertThat(text(caller.get(ECHO + "/configuration"), "CodeSize"))
          .isEqualTo(Integer.toString(answering("two").length));
      update(caller, answering("three"));
      assertThat(invoke(caller)).contains("three");
    }
  }

  @Test
  void aFunctionInAChildProcessRunsTheNewCode() throws IOException {
    assumeTrue(
        HostSystem.current().find("python3").isPresent(), "There is no program \"python3\".");
    String source = "def handler(event, context):\n    return '%s'\n";
    FunctionDefinition function =
        FunctionDefinition.of(
            "Echo", ChildProcess.inline("python3.12", "index.handler", source.formatted("one")));
    try (Caller caller = caller(WebSocketApiEmulator.builder(), function)) {
      assertThat(invoke(caller)).isEqualTo("\"one\"");
      update(caller, zip("index.py", source.formatted("two").getBytes(UTF_8)));
      assertThat(invoke(caller)).isEqualTo("\"two\"");
    }
  }

  @Test
  void theTemplateHasTheLastWordWhenTheEmulatorStartsAgain(@TempDir Path state) throws IOException {
    try (Caller caller = caller(WebSocketApiEmulator.builder().state(state), echo())) {
      update(caller, answering("two"));
      assertThat(invoke(caller)).contains("two");
    }
    try (Caller caller = caller(WebSocketApiEmulator.builder().state(state), echo())) {
      assertThat(invoke(caller)).contains("one");
      assertThat(caller.get(ECHO + "/configuration").child("CodeSize")).isEmpty();
    }
  }

  @Test
  void aFunctionWhoseCodeIsAnObjectKeepsIt() {
    try (Caller caller =
        new Caller(
            WebSocketApiEmulator.builder().function("Echo", Caller.answering("echo")).start())) {
      HttpResponse<String> refused = update(caller, answering("two"));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body())
          .contains("The function Echo has no code in files, which a zip could replace.");
      assertThat(invoke(caller)).contains("echo");
    }
  }
}
