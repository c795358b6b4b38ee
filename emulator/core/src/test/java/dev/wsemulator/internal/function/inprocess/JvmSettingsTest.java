package dev.wsemulator.internal.function.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.code.ClassPath;
import dev.wsemulator.internal.function.code.FunctionClassLoader;
import dev.wsemulator.internal.loader.ContextLoader;
import dev.wsemulator.internal.transport.tls.LocalTrust;
import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.ProxySelector;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.TimeZone;
import java.util.logging.ConsoleHandler;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What the emulators of a JVM change of it, also where their classes are there several times. */
@Isolated("the default time zone, the proxy selector and the root logger are the JVM's")
class JvmSettingsTest {
  private static final String PACKAGE = DefaultTimeZone.class.getPackageName() + ".";

  /** Returns a loader that has the emulator's classes once more. */
  private static URLClassLoader another() {
    URL[] classPath =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
            .map(JvmSettingsTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }

  private static void call(ClassLoader loader, String type, String name) throws Exception {
    String full = type.contains(".") ? type : PACKAGE + type;
    Method method = Class.forName(full, true, loader).getDeclaredMethod(name);
    method.setAccessible(true);
    method.invoke(null);
  }

  private static String zoneOf(FunctionClassLoader function) {
    return ContextLoader.during(function, () -> TimeZone.getDefault().getID());
  }

  @Test
  void emulatorsOfSeveralLoadersDoNotTakeEachOthersTimeZone() throws Exception {
    String before = TimeZone.getDefault().getID();
    try (URLClassLoader other = another();
        FunctionClassLoader function =
            new FunctionClassLoader("f", ClassPath.of(List.of(Path.of("target/classes"))))) {
      function.setZone(TimeZone.getTimeZone("Asia/Tokyo"));
      DefaultTimeZone.install();
      call(other, "DefaultTimeZone", "install");
      assertThat(zoneOf(function)).isEqualTo("Asia/Tokyo");
      assertThat(TimeZone.getDefault().getID()).isEqualTo(before);
      call(other, "DefaultTimeZone", "remove");
      assertThat(zoneOf(function)).isEqualTo("Asia/Tokyo");
      call(other, "DefaultTimeZone", "install");
      DefaultTimeZone.remove();
      call(other, "DefaultTimeZone", "remove");
      assertThat(zoneOf(function)).isEqualTo(before);
    }
    assertThat(TimeZone.getDefault().getClass().getName()).startsWith("sun.util.calendar.");
  }

  @Test
  void theProxySelectorOfTheJvmIsBackAfterTheLastEmulator() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    try (URLClassLoader other = another()) {
      FunctionProxies.install();
      ProxySelector ours = ProxySelector.getDefault();
      assertThat(ours).isNotSameAs(before);
      call(other, "FunctionProxies", "install");
      assertThat(ProxySelector.getDefault()).isSameAs(ours);
      FunctionProxies.remove();
      call(other, "FunctionProxies", "remove");
      assertThat(ProxySelector.getDefault()).isSameAs(before);
    }
  }

  @Test
  void theRootLoggerIsLeftAsItWas() throws Exception {
    Logger root = Logger.getLogger("");
    ConsoleHandler console = new ConsoleHandler();
    Filter own = entry -> true;
    console.setFilter(own);
    root.addHandler(console);
    Handler[] before = root.getHandlers();
    try (URLClassLoader other = another()) {
      call(other, "UtilLogging", "install");
      call(other, "UtilLogging", "install");
      call(other, "UtilLogging", "remove");
      assertThat(root.getHandlers()).hasSize(before.length + 1);
      assertThat(console.getFilter()).isNotSameAs(own);
      call(other, "UtilLogging", "remove");
      assertThat(root.getHandlers()).containsExactly(before);
      assertThat(console.getFilter()).isSameAs(own);
    } finally {
      root.removeHandler(console);
    }
  }

  @Test
  void theDefaultTrustIsBackAfterTheLastEmulatorOfAllLoaders() throws Exception {
    SSLContext before = SSLContext.getDefault();
    String algorithm = TrustManagerFactory.getDefaultAlgorithm();
    try (URLClassLoader other = another()) {
      LocalTrust.install();
      SSLContext ours = SSLContext.getDefault();
      assertThat(ours).isNotSameAs(before);
      call(other, LocalTrust.class.getName(), "install");
      LocalTrust.remove();
      assertThat(SSLContext.getDefault()).isSameAs(ours);
      call(other, LocalTrust.class.getName(), "remove");
    }
    assertThat(SSLContext.getDefault()).isSameAs(before);
    assertThat(TrustManagerFactory.getDefaultAlgorithm()).isEqualTo(algorithm);
    assertThat(Security.getProvider("WebSocketApiEmulator")).isNull();
  }
}
