package dev.wsemulator.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.testing.Aws;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What tools know of WebSocket APIs is all there, and stays as they leave it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The tools are called as on Linux.")
class ToolsIT {
  private static final Path TOOLS = Path.of("src/test/resources/tools");

  @TempDir private Path folder;

  private record Run(int status, String output) {}

  private Run run(String... command) throws IOException, InterruptedException {
    return runIn(folder, command);
  }

  private Run runIn(Path where, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("TF_CLI_CONFIG_FILE", folder.resolve("terraform.rc").toString());
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    return new Run(builder.start().waitFor(), Files.readString(output));
  }

  @Test
  @Aws({"CP-01", "CP-02", "CP-07"})
  void everyOperationAndMemberOfTheModelIsTakenAndAnswered() throws Exception {
    Assumptions.assumeTrue(
        run("sh", "-c", "python3 -c 'import botocore'").status() == 0,
        "Python has no botocore. Install it by: pip install botocore");
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().start()) {
      Run walk =
          run(
              "python3",
              TOOLS.resolve("apigatewayv2.py").toAbsolutePath().toString(),
              emulator.baseUrl().toString());
      assertThat(walk.output()).matches("\\d+ operations\n");
      assertThat(walk.status()).isZero();
    }
  }

  @Test
  @Aws("CP-21")
  void terraformFindsEveryResourceAsItLeftIt() throws Exception {
    Tool.TERRAFORM.assumeThere();
    String mirror = System.getenv("WSEMULATOR_TEST_TERRAFORM_MIRROR");
    Assumptions.assumeTrue(
        mirror != null,
        "WSEMULATOR_TEST_TERRAFORM_MIRROR does not name a folder with Terraform's AWS provider.");
    Files.writeString(
        folder.resolve("terraform.rc"),
        "provider_installation {%n  filesystem_mirror {%n    path = \"%s\"%n  }%n}%n"
            .formatted(mirror));
    Files.copy(TOOLS.resolve("websocket.tf"), folder.resolve("main.tf"));
    try (WebSocketApiEmulator emulator = WebSocketApiEmulator.builder().start()) {
      Files.writeString(folder.resolve("provider.tf"), provider(emulator.baseUrl()));
      assertThat(run("terraform", "init", "-no-color").output()).contains("successfully");
      for (int step : new int[] {1, 2, 3, 1}) {
        String variable = "-var=step=" + step;
        Run applied = run("terraform", "apply", "-no-color", "-auto-approve", variable);
        assertThat(applied.output()).contains("Apply complete!");
        assertNothingToChange(folder, variable);
      }
      destroy(imported());
    }
  }

  private void assertNothingToChange(Path where, String variable) throws Exception {
    Run plan = runIn(where, "terraform", "plan", "-no-color", "-detailed-exitcode", variable);
    assertThat(plan.output()).contains("No changes.");
    assertThat(plan.status()).isZero();
  }

  /** Imports everything into a state of its own, which must be as the one before. */
  private Path imported() throws Exception {
    Path where = Files.createDirectory(folder.resolve("imported"));
    Files.copy(folder.resolve("provider.tf"), where.resolve("provider.tf"));
    String main = Files.readString(folder.resolve("main.tf"));
    String lifecycle = "create_before_destroy = true";
    Files.writeString(
        where.resolve("main.tf"),
        main.replace(lifecycle, lifecycle + "\n    ignore_changes = [triggers]"));
    String script = TOOLS.resolve("imports.py").toAbsolutePath().toString();
    String write = "terraform show -json > before && python3 %s < before > imported/imports.tf";
    assertThat(run("sh", "-c", write.formatted(script)).output()).isEmpty();
    assertThat(runIn(where, "terraform", "init", "-no-color").status()).isZero();
    assertThat(
            runIn(where, "terraform", "apply", "-no-color", "-auto-approve", "-var=step=1")
                .output())
        .contains("imported, 0 added, 0 changed, 0 destroyed.");
    assertNothingToChange(where, "-var=step=1");
    String compare = "terraform show -json > after && python3 %s ../before after".formatted(script);
    assertThat(runIn(where, "sh", "-c", compare).output()).matches("\\d+ imported\n");
    return where;
  }

  private void destroy(Path where) throws Exception {
    Run destroyed =
        runIn(where, "terraform", "destroy", "-no-color", "-auto-approve", "-var=step=1");
    assertThat(destroyed.output()).contains("Destroy complete!");
  }

  private static String provider(URI url) {
    List<String> services = List.of("apigateway", "apigatewayv2", "iam", "sts", "logs", "lambda");
    return """
    provider "aws" {
      region                      = "us-east-1"
      access_key                  = "test"
      secret_key                  = "test"
      skip_credentials_validation = true
      skip_metadata_api_check     = true
      endpoints {
    %s
      }
    }
    """
        .formatted(
            services.stream()
                .map(service -> "    %s = \"%s\"".formatted(service, url))
                .collect(Collectors.joining("\n")));
  }
}
