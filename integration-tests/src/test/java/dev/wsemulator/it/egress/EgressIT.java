package dev.wsemulator.it.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Functions with AWS SDKs of several ages and with several HTTP clients call AWS on a machine that
 * has no network: every call is answered by the emulator or its back ends, or refused.
 */
class EgressIT {
  private static final Path SDKS = Path.of("sdks").toAbsolutePath();

  private static final String REFUSED = "failed \\w+: .*The emulator has no AWS service 'glue' .*";

  private static final String NO_QUEUES = "(?:ListQueuesResponse\\(.*\\)|\\{QueueUrls: \\[],?})";

  /** What each call answers. */
  private static final Map<String, String> ANSWERS =
      Map.ofEntries(
          Map.entry("Connections", "\\+{6,7}"),
          Map.entry("ConnectionsAsync", "\\+"),
          Map.entry("DynamoDb", "one"),
          Map.entry("DynamoDbAsync", "two"),
          Map.entry("Jdk", REFUSED),
          Map.entry("Lambda", ".*Nothing: nothing.*"),
          Map.entry("S3", "kept and kept"),
          Map.entry("S3Async", "kept"),
          Map.entry("S3Crt", "kept"),
          Map.entry("Sqs", NO_QUEUES),
          Map.entry("SqsAsync", NO_QUEUES),
          Map.entry("Sts", "123456789012"),
          Map.entry("Translate", "de"),
          Map.entry("UrlConnection", REFUSED));

  private static List<String> lines = List.of();

  @BeforeAll
  static void callAwsWithoutANetwork() throws Exception {
    assumeTrue(
        SdkCalls.sdks(SDKS).size() >= 8,
        "The functions with other SDKs are not built: mvn -Pconsumers verify does it.");
    assumeTrue(
        run(List.of("true")).code() == 0,
        "A network namespace cannot be made here: that takes Linux, unshare and ip.");
    String java = ProcessHandle.current().info().command().orElse("java");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Ended ended = run(List.of(java, "-cp", classPath, SdkCalls.class.getName(), SDKS.toString()));
    lines = ended.output().lines().toList();
    assertThat(ended.code()).as(ended.output()).isZero();
  }

  private record Ended(int code, String output) {}

  /** Runs a command where there is a loopback interface and nothing else. */
  private static Ended run(List<String> command) throws InterruptedException {
    List<String> all =
        new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", "ip link set lo up && exec \"$@\""));
    all.add("sh");
    all.addAll(command);
    try {
      Process process =
          new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      return new Ended(process.exitValue(), output);
    } catch (IOException e) {
      return new Ended(-1, e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1-apache",
        "v2.16-apache",
        "v2.16-netty",
        "v2.20-apache",
        "v2.27-crt",
        "v2.31-crt",
        "v2.40-netty",
        "v2.40-url"
      })
  void everyCallIsAnsweredHereOrRefused(String sdk) throws IOException {
    List<String> calls = SdkCalls.calls(SDKS.resolve(sdk));
    assertThat(calls).hasSizeGreaterThanOrEqualTo(6);
    for (String call : calls) {
      assertThat(lines)
          .as("%s of %s, in:%n%s", call, sdk, String.join("\n", lines))
          .anyMatch(
              line -> line.matches("\\Q%s %s: \\E%s".formatted(sdk, call, ANSWERS.get(call))));
    }
  }

  @Test
  void nothingIsLookedUpAndNothingHangs() {
    assertThat(lines).noneMatch(line -> line.matches(".*(UnknownHost|Timeout|timed out).*"));
  }
}
