package dev.wsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.api.WebSocketApi;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What an emulator changes of its whole JVM, it sets back. */
@Isolated("It looks at the settings of the whole JVM.")
class ProcessWideSettingsTest {

  private record Streams(PrintStream out, PrintStream err, InputStream in) {}

  private record Network(
      ProxySelector proxies, Optional<CookieHandler> cookies, Optional<Authenticator> passwords) {}

  private record Trust(
      SSLContext context, SSLSocketFactory factory, String algorithm, List<String> providers) {}

  private record Jvm(
      Streams streams,
      Network network,
      Trust trust,
      Class<?> zone,
      String zoneId,
      Locale locale,
      Properties properties,
      List<Handler> handlers,
      Optional<Thread.UncaughtExceptionHandler> uncaught) {

    static Jvm now() throws Exception {
      return new Jvm(
          new Streams(System.out, System.err, System.in),
          new Network(
              ProxySelector.getDefault(),
              Optional.ofNullable(CookieHandler.getDefault()),
              Optional.ofNullable(Authenticator.getDefault())),
          new Trust(
              SSLContext.getDefault(),
              HttpsURLConnection.getDefaultSSLSocketFactory(),
              Security.getProperty("ssl.TrustManagerFactory.algorithm"),
              Arrays.stream(Security.getProviders())
                  .map(provider -> provider.getName())
                  .filter(name -> !name.startsWith("WebSocketApiEmulator-")) // they hold no setting
                  .toList()),
          TimeZone.getDefault().getClass(),
          TimeZone.getDefault().getID(),
          Locale.getDefault(),
          (Properties) System.getProperties().clone(),
          List.of(Logger.getLogger("").getHandlers()),
          Optional.ofNullable(Thread.getDefaultUncaughtExceptionHandler()));
    }
  }

  private static EmulatorBuilder builder() {
    return WebSocketApiEmulator.builder().api(WebSocketApi.builder("empty").build());
  }

  @Test
  void theJvmIsAsItWasAfterTheLastEmulator() throws Exception {
    Jvm before = Jvm.now();
    WebSocketApiEmulator first = builder().start();
    WebSocketApiEmulator second = builder().start();
    first.close();
    Jvm meanwhile = Jvm.now();
    assertThat(meanwhile.trust()).isNotEqualTo(before.trust());
    assertThat(meanwhile.network()).isNotEqualTo(before.network());
    assertThat(meanwhile.handlers()).isNotEqualTo(before.handlers());
    second.close();
    assertThat(Jvm.now()).isEqualTo(before);
  }

  @Test
  void withoutIsolationOnlyTheLogOfTheJdkIsListenedTo() throws Exception {
    Jvm before = Jvm.now();
    try (WebSocketApiEmulator emulator = builder().isolated(false).start()) {
      assertThat(emulator.port()).isPositive();
      Jvm meanwhile = Jvm.now();
      assertThat(meanwhile.trust()).isEqualTo(before.trust());
      assertThat(meanwhile.network()).isEqualTo(before.network());
      assertThat(meanwhile.zone()).isEqualTo(before.zone());
    }
    assertThat(Jvm.now()).isEqualTo(before);
  }

  @Test
  void whatSomebodyElseHasSetMeanwhileStays() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext own = SSLContext.getInstance("TLS");
    own.init(null, null, null);
    try (WebSocketApiEmulator emulator = builder().start()) {
      assertThat(SSLContext.getDefault()).isNotSameAs(before);
      assertThat(emulator.port()).isPositive();
      SSLContext.setDefault(own);
    }
    try {
      assertThat(SSLContext.getDefault()).isSameAs(own);
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void aContextOfOnesOwnIsBackAfterwards() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext own = SSLContext.getInstance("TLS");
    own.init(null, null, null);
    SSLContext.setDefault(own);
    try {
      builder().start().close();
      assertThat(SSLContext.getDefault()).isSameAs(own);
    } finally {
      SSLContext.setDefault(before);
    }
  }
}
