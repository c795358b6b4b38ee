package dev.wsemulator.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:3010",
        "a.localhost",
        "A.b-1.LOCALHOST:80",
        "127.0.0.1",
        "10.0.0.1:5",
        "[::1]",
        "[::1]:3010",
        "[::ffff:127.0.0.1]"
      })
  void namesOfThisMachineAndAddressesAreLocal(String host) {
    assertThat(HostName.isLocal(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ":80", "example.com", "localhost.example.com", "xlocalhost", ".localhost",
            "a..localhost",
        "a b.localhost", "127.0.0", "127.0.0.1.nip.io", "1.2.3.x", "[]", "[::1", "[evil.com]",
        "localhost:", "localhost:x", "localhost@evil.com"
      })
  void whatAForeignSiteCanHaveIsNotLocal(String host) {
    assertThat(HostName.isLocal(host)).isFalse();
  }
}
