package dev.wsemulator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No library in our jars has a version that a published advisory is about. The list of such
 * versions is our own, as a build must not need a database of the network.
 */
class AdvisoriesIT {
  private static final Pattern LISTED =
      Pattern.compile(" \\((?<library>[\\w.-]+:[\\w.-]+):(?<version>[^ ]+) - ");

  private final List<Advisory> advisories = read();

  /** A library, or all of a group, and its first version without an advisory. */
  private record Advisory(String library, String mended) {
    boolean isAbout(String listed, String version) {
      boolean same =
          library.endsWith("*")
              ? listed.startsWith(library.substring(0, library.length() - 1))
              : listed.equals(library);
      return same && Arrays.compare(numbers(version), numbers(mended)) < 0;
    }

    private static int[] numbers(String version) {
      return Pattern.compile("\\d+")
          .matcher(version)
          .results()
          .mapToInt(number -> Integer.parseInt(number.group()))
          .toArray();
    }
  }

  private static List<Advisory> read() {
    try {
      return Files.readAllLines(
              Path.of(AdvisoriesIT.class.getResource("/advisories.tsv").toURI()))
          .stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .map(fields -> new Advisory(fields[0], fields[1]))
          .toList();
    } catch (IOException | URISyntaxException e) {
      return fail(e);
    }
  }

  private List<Advisory> about(String listed) {
    Matcher library = LISTED.matcher(listed);
    assertThat(library.find()).as(listed).isTrue();
    return advisories.stream()
        .filter(each -> each.isAbout(library.group("library"), library.group("version")))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli", "engine"})
  void noLibraryHasAVersionWithAKnownAdvisory(String module) throws IOException {
    Path list =
        Path.of("../emulator", module, "target/classes/META-INF/third-party/THIRD-PARTY.txt");
    List<String> libraries =
        Files.readAllLines(list).stream().filter(line -> LISTED.matcher(line).find()).toList();
    assertThat(libraries).hasSizeGreaterThan(50).allSatisfy(each -> assertThat(about(each)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.commons:commons-lang3:3.17.0, 1",
    "org.apache.commons:commons-lang3:3.18.0, 0",
    "io.netty:netty-handler:4.1.126.Final, 1",
    "io.netty:netty-handler:4.2.10.Final, 0",
    "org.bouncycastle:bcprov-jdk18on:1.82, 1",
    "com.google.guava:guava:33.7.1-jre, 0"
  })
  void versionsAreComparedByTheirNumbers(String library, int known) {
    assertThat(about("     (Apache-2.0) A library (%s - https://example.com)".formatted(library)))
        .hasSize(known);
  }

  @Test
  void theListNamesWhatWasMendedBefore() {
    assertThat(advisories).extracting(Advisory::library).contains("org.bouncycastle:*", "io.netty:*");
  }
}
