package dev.wsemulator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedHostsTest {
  private final TrustedHosts hosts = new TrustedHosts(List.of("Emulator.lan", "*.example.com"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:3010",
        "localhost.:3010",
        "a1b2c3d4e5.localhost:3010",
        "127.0.0.1:3010",
        "192.168.1.7",
        "[::1]:3010",
        "[fe80::1]",
        "host.docker.internal:3010",
        "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
        "lambda.cn-north-1.amazonaws.com.cn:443",
        "emulator:3010",
        "my-emulator_1",
        "emulator.lan:3010",
        "ws.example.com",
      })
  void whatNoForeignSiteCanBeIsTrusted(String host) {
    assertThat(hosts.trusts(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:3010",
        "example.com",
        "notexample.com",
        "localhost.evil.example",
        "amazonaws.com",
        "evilamazonaws.com",
        "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "1.2.3",
        "1.2.3.4.5",
        "1234.0.0.1",
        "[::1",
        "[evil.example]",
        "localhost:",
        "localhost:80:80",
        "localhost:port",
        "other.lan",
        "evil localhost",
      })
  void allElseIsNot(String host) {
    assertThat(hosts.trusts(host)).isFalse();
  }

  @Test
  void namesWithoutEndAreNoNames() {
    assertThat(hosts.trusts("a.".repeat(10_000) + "localhost")).isFalse();
  }
}
