package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeJarTest {
  private static final String LAMBDA = "com/amazonaws/services/lambda/runtime/";
  private static final String OWN = "dev/wsemulator/internal/function/";
  private static final List<String> WANTED =
      List.of(
          LAMBDA + "Context",
          LAMBDA + "serialization/PojoSerializer",
          "com/amazonaws/lambda/thirdparty/com/fasterxml/jackson/databind/ObjectMapper",
          OWN + "handler/EntryPoint",
          OWN + "process/jvm/JavaRuntime");

  private static final List<String> OTHERS =
      List.of(
          LAMBDA + "events/S3Event",
          "com/fasterxml/jackson/databind/ObjectMapper",
          OWN + "process/Bootstraps");

  @TempDir Path folder;

  private List<String> written(ClassLoader source) throws IOException {
    Path target = folder.resolve("runtime.jar");
    RuntimeJar.write(target, source);
    try (JarFile jar = new JarFile(target.toFile())) {
      return jar.stream().map(JarEntry::getName).toList();
    }
  }

  private static List<String> classes(List<String> names) {
    return names.stream().map(name -> name + ".class").toList();
  }

  @Test
  void whatTheEmulatorHasLoadedIsInItOnceAndNothingElse() throws IOException {
    assertThat(written(RuntimeJarTest.class.getClassLoader()))
        .containsAll(classes(WANTED))
        .doesNotContainAnyElementsOf(classes(OTHERS))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"'', .class", "META-INF/engine/, .classdata"})
  void oneJarWithEverythingIsReadByItsOwnNames(String within, String ending) throws IOException {
    Path all = folder.resolve("all.jar");
    try (OutputStream out = Files.newOutputStream(all);
        JarOutputStream jar = new JarOutputStream(out)) {
      for (List<String> names : List.of(WANTED, OTHERS)) {
        for (String name : names) {
          jar.putNextEntry(new JarEntry(within + name + ending));
        }
      }
    }
    assertThat(written(new Hidden(all, within, ending)))
        .containsExactlyInAnyOrderElementsOf(classes(WANTED));
  }

  @Test
  void aClassThatIsNowhereIsNamed() {
    assertThatThrownBy(() -> written(ClassLoader.getPlatformClassLoader()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(LAMBDA + "Context.class");
  }

  /** Finds classes in a folder of a jar, by another ending. */
  private static final class Hidden extends ClassLoader {
    private final Path jar;
    private final String within;
    private final String ending;

    Hidden(Path jar, String within, String ending) {
      super(null);
      this.jar = jar;
      this.within = within;
      this.ending = ending;
    }

    @Override
    protected URL findResource(String name) {
      String entry = within + name.replaceFirst("\\.class$", ending);
      try {
        return URI.create("jar:" + jar.toUri() + "!/" + entry).toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
  }
}
