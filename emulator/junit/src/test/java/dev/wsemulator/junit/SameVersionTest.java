package dev.wsemulator.junit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameVersionTest {
  private static final String JUNIT = "META-INF/wsemulator/junit.properties";
  private static final String API = "META-INF/wsemulator/api.properties";
  private static final String FACADE = "dev/wsemulator/WebSocketApiEmulator.class";

  @TempDir private Path folder;

  @Test
  void oneVersionOfAllArtifactsIsFine() throws IOException {
    write(JUNIT, "version=2");
    write(API, "version=2");
    try (URLClassLoader classPath = classPath()) {
      assertThatCode(() -> SameVersion.check(classPath)).doesNotThrowAnyException();
    }
    assertThatCode(() -> SameVersion.check(SameVersion.class.getClassLoader()))
        .doesNotThrowAnyException();
  }

  @Test
  void anEmulatorOfAnotherVersionIsRefused() throws IOException {
    write(JUNIT, "version=2");
    write(API, "version=1");
    refused("of version 1");
  }

  @Test
  void anEmulatorThatDoesNotSayItsVersionIsRefused() throws IOException {
    write(JUNIT, "version=2");
    refused("older");
  }

  private void refused(String is) throws IOException {
    write(FACADE, "");
    try (URLClassLoader classPath = classPath()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> SameVersion.check(classPath))
          .withMessage(
              "websocket-api-emulator-junit is of version 2, but the emulator at %s is %s. Use one version for all artifacts of dev.wsemulator.",
              folder.resolve(FACADE).toUri().toURL(), is);
    }
  }

  private URLClassLoader classPath() throws IOException {
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
