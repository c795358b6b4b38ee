package dev.wsemulator.internal.function.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChildEgressTest {
  private static final ChildTrust TRUST =
      new ChildTrust() {
        @Override
        public Path authority() {
          return Path.of("authority.pem");
        }

        @Override
        public Path bundle() {
          return Path.of("bundle.pem");
        }
      };

  private static final Map<String, String> VARIABLES =
      new ChildEgress(
              URI.create("http://192.168.1.7:3010"),
              TRUST,
              () -> List.of("api.example.com:8443", "*.chat.example.com"))
          .variables();

  @Test
  void clientsThatKnowProxiesCallTheEmulatorAndTheirOwnMachineDirectly() {
    for (String name : List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")) {
      assertThat(VARIABLES).containsEntry(name, "http://192.168.1.7:3010");
    }
    assertThat(VARIABLES.get("NO_PROXY").split(","))
        .contains("localhost", "127.0.0.1", "::1", "192.168.1.7");
    assertThat(VARIABLES).containsEntry("no_proxy", VARIABLES.get("NO_PROXY"));
  }

  @Test
  void clientsTrustTheBundleAndNodeAddsTheAuthority() {
    assertThat(VARIABLES)
        .containsEntry("AWS_CA_BUNDLE", "bundle.pem")
        .containsEntry("SSL_CERT_FILE", "bundle.pem")
        .containsEntry("REQUESTS_CA_BUNDLE", "bundle.pem")
        .containsEntry("NODE_EXTRA_CA_CERTS", "authority.pem");
  }

  @ParameterizedTest
  @CsvSource({
    "s3.us-east-1.amazonaws.com, true",
    "a.b.s3.amazonaws.com.cn, true",
    "lambda.eu-west-1.api.aws, true",
    "api.example.com, true",
    "apixexample.com, false",
    "x.chat.example.com, true",
    "x.y.chat.example.com, false",
    "amazonaws.com.example, false",
    "example.com, false",
  })
  void hooksLeadTheHostsOfAwsAndTheUsersHome(String host, boolean isLed) {
    assertThat(VARIABLES).containsEntry("WSEMULATOR_HOME", "192.168.1.7:3010");
    Json hosts =
        Json.parse(VARIABLES.get("WSEMULATOR_HOSTS").getBytes(StandardCharsets.UTF_8))
            .orElseThrow();
    List<String> patterns =
        hosts.elements().stream().map(each -> each.string().orElseThrow()).toList();
    assertThat(patterns.stream().anyMatch(each -> Pattern.compile(each).matcher(host).find()))
        .isEqualTo(isLed);
  }
}
