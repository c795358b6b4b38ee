package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"node", "python"})
  void everyFileOfALanguageIsWritten(String language) throws IOException, URISyntaxException {
    URL sources = Objects.requireNonNull(Bootstraps.class.getResource(language));
    Path written = new Bootstraps(folder).folder(language);
    assertThat(names(written)).isEqualTo(names(Path.of(sources.toURI())));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
