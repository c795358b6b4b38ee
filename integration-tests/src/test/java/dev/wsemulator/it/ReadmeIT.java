package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeIT {

  @Test
  void theExampleIsATestThatRuns() throws IOException {
    String source = Files.readString(Path.of("src/test/java/dev/wsemulator/it/GreetingIT.java"));
    String example = source.substring(source.indexOf("class GreetingIT"));
    assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + example + "```");
  }
}
