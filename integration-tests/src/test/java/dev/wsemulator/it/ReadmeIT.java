package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeIT {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"../README.md", "../emulator/junit/README.md"})
  void everyExampleIsInATestThatRuns(String page) throws IOException {
    List<String> examples =
        EXAMPLE.matcher(Files.readString(Path.of(page))).results().map(ReadmeIT::code).toList();
    assertThat(examples).isNotEmpty();
    List<String> sources = sources();
    assertThat(examples)
        .allSatisfy(example -> assertThat(sources).anyMatch(source -> source.contains(example)));
  }

  private static String code(MatchResult example) {
    return example.group(1);
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }
}
