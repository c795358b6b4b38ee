package dev.wsemulator.it.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whoever does what a guide says gets what it says. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The commands of the guides are for bash.")
class GuidesIT {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  /** What the guide's own package.json names; npm has it in its cache then. */
  private static final String NODE_PACKAGES =
      "ws @aws-sdk/client-apigatewaymanagementapi @aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb";

  private Workplace workplace;

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    String name = test.getTestMethod().orElseThrow().getName();
    workplace = Workplace.empty(Path.of("target/guides", name).toAbsolutePath());
    LocalRepository.prepare(workplace);
  }

  @AfterEach
  void stop() throws InterruptedException {
    workplace.stop();
  }

  @Test
  void nothingButJava() throws Exception {
    workplace.follow(Guide.steps("java.md"));
  }

  @Test
  void node() throws Exception {
    Tool.NPM.assumeThere();
    Tool.NODE.assumeHas(
        "The AWS SDK for JavaScript is not there: npm install --prefix integration-tests/target/node "
            + NODE_PACKAGES,
        Files.createDirectories(Path.of("target/node")),
        "-e",
        "'%s'.split(' ').forEach((name) => require(name))".formatted(NODE_PACKAGES));
    workplace.variable("npm_config_prefer_offline", "true");
    workplace.follow(Guide.steps("node.md"));
  }

  @Test
  void python() throws Exception {
    Tool.PYTHON.assumeHas(
        "Python lacks libraries: python3 -m pip install boto3 debugpy websockets",
        Path.of("."),
        "-c",
        "import boto3, debugpy, websockets");
    workplace.follow(Guide.steps("python.md"));
  }

  @Test
  void cloudFormation() throws Exception {
    follow(Guide.steps("cloudformation.md"));
  }

  @Test
  void awsCli() throws Exception {
    Tool.AWS.assumeThere();
    follow(Guide.steps("aws-cli.md"));
  }

  @Test
  void sam() throws Exception {
    follow(Guide.steps("sam.md", "## With `sam build`"));
  }

  @Test
  void samBuild() throws Exception {
    Tool.SAM.assumeThere();
    LocalRepository.allowDownloads(workplace);
    follow(Guide.steps("sam.md"));
  }

  @Test
  void cdk() throws Exception {
    Tool.CDK.assumeThere();
    LocalRepository.allowDownloads(workplace);
    follow(Guide.steps("cdk.md"));
  }

  @Test
  void serverless() throws Exception {
    Tool.SERVERLESS.assumeThere();
    workplace.variable("SLS_TELEMETRY_DISABLED", "1");
    workplace.variable("SLS_NOTIFICATIONS_MODE", "off");
    follow(Guide.steps("serverless.md"));
  }

  @Test
  void terraform() throws Exception {
    Tool.TERRAFORM.assumeThere();
    String mirror = System.getenv("WSEMULATOR_TEST_TERRAFORM_MIRROR");
    Assumptions.assumeTrue(
        mirror != null,
        "WSEMULATOR_TEST_TERRAFORM_MIRROR does not name a folder with Terraform's AWS provider, as"
            + " \"terraform providers mirror\" writes it.");
    Path configuration = workplace.notes().resolve("terraform.rc");
    Files.writeString(
        configuration,
        "provider_installation {%n  filesystem_mirror {%n    path = \"%s\"%n  }%n}%n"
            .formatted(mirror));
    workplace.variable("TF_CLI_CONFIG_FILE", configuration.toString());
    follow(Guide.steps("terraform.md"));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    try (Stream<Path> guides = Files.list(Guide.FOLDER)) {
      for (Path guide : guides.toList()) {
        List<String> links =
            LINK.matcher(Files.readString(guide)).results().map(GuidesIT::target).toList();
        assertThat(links)
            .as(guide.toString())
            .allSatisfy(link -> assertThat(Guide.FOLDER.resolve(link)).exists());
      }
    }
  }

  private static String target(MatchResult link) {
    return link.group(1);
  }

  /** Builds the function of the guides first. */
  private void follow(List<Step> guide) throws IOException, InterruptedException {
    List<Step> steps = new ArrayList<>(Guide.steps("function.md"));
    steps.addAll(guide);
    workplace.follow(steps);
  }
}
