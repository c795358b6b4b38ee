package dev.wsemulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sees to it that whatever refuses or drops says why, and that a test expects it. */
class ReasonsTest {
  /** What is constructed to refuse; each has a reason among its arguments. */
  private static final Pattern REFUSING =
      Pattern.compile(
          "\\bnew (?:Outcome\\.)?Failed\\((?=\\s*Failure)"
              + "|\\bnew (?:Decision\\.|Admission\\.)?Refused\\("
              + "|\\bRefused\\.(?:unauthorized|forbidden|failed|\\w+)\\("
              + "|\\bRefusal\\.of\\("
              + "|\\bconfigurationError\\("
              + "|\\bRequestRefused\\("
              + "|\\bgoAway\\("
              + "|\\bExcess\\(");

  /** An answer of the server that is no handshake's; what is before it notes the reason. */
  private static final Pattern ANSWERING =
      Pattern.compile("\\bAnswers\\.(?:forbidden|badRequest|json|error)\\(");

  private static final Pattern REASON = Pattern.compile("(?i)why|reason|exhausted|closing|missing");

  /** A close status of the gateway's own, where it is defined. */
  private static final Pattern CLOSING =
      Pattern.compile("CloseCause (\\w+) =\\s*new CloseCause\\((\\d+)[^;]*;");

  /** The client has ended the connection by itself, or it was lost. */
  private static final Set<String> OF_CLIENTS = Set.of("NO_CODE", "LOST");

  /** Until the gateway is there, nobody keeps a journal. */
  private static final String STARTING = "Service Unavailable";

  /** What these answer goes to the callers of AWS services, and says why by itself. */
  private static final Pattern OF_TOOLS =
      Pattern.compile(".*/internal/(?:aws|controlplane|admin)/.*");

  @Test
  void whatRefusesHasAReason() {
    List<String> without = new ArrayList<>();
    ReasonsPage.sources("src/main/java")
        .forEach(
            (file, text) -> {
              if (OF_TOOLS.matcher(file).matches()) {
                return;
              }
              Matcher place = REFUSING.matcher(text);
              while (place.find()) {
                boolean isDeclared = text.substring(0, place.start()).endsWith("record ");
                String given = String.join(",", ReasonsPage.arguments(text, place.end()));
                if (!isDeclared && !REASON.matcher(given).find()) {
                  without.add(file + ": " + place.group() + given);
                }
              }
            });
    assertThat(without).isEmpty();
  }

  @Test
  void whatTheServerAnswersItselfIsNotedBefore() {
    List<String> without = new ArrayList<>();
    ReasonsPage.sources("src/main/java")
        .forEach(
            (file, text) -> {
              Matcher place = ANSWERING.matcher(text);
              while (place.find()) {
                String before = text.substring(Math.max(0, place.start() - 500), place.start());
                String behind =
                    text.substring(place.start(), Math.min(text.length(), place.end() + 80));
                if (!before.contains("refused(") && !behind.contains(STARTING)) {
                  without.add(file + ": " + behind);
                }
              }
            });
    assertThat(without).isEmpty();
  }

  @Test
  void whatClosesConnectionsHasAReason() {
    String source =
        ReasonsPage.sources("src/main/java")
            .get("dev/wsemulator/internal/connection/CloseCause.java");
    List<String> without =
        CLOSING
            .matcher(source)
            .results()
            .filter(status -> !OF_CLIENTS.contains(status.group(1)))
            .filter(status -> !status.group().contains(".because("))
            .map(status -> status.group(1))
            .toList();
    // These get theirs where it is known how much was too much, and what ends the connection.
    assertThat(without).containsExactlyInAnyOrder("TOO_BIG", "GOING_AWAY");
    ReasonsPage.sources("src/main/java")
        .forEach(
            (file, text) ->
                assertThat(text)
                    .as(file)
                    .doesNotContainPattern(
                        "CloseCause\\.(?:TOO_BIG|GOING_AWAY)(?!\\s*\\.because)"));
  }

  @Test
  void everyReasonIsExpectedByATest() {
    Set<String> codes =
        ReasonsPage.made().stream().map(ReasonsPage.Made::code).collect(Collectors.toSet());
    assertThat(codes).hasSizeGreaterThan(40);
    Set<String> tested = ReasonsPage.tests(codes).keySet();
    assertThat(codes).filteredOn(code -> !tested.contains(code)).as("without a test").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"It is %s.\".formatted(a ? \"b\" : \"c\") | 0 | 2 | It is b.",
        "\"%s is %s.\".formatted(name, a ? \"b\" : \"c\") | 1 | 2 | %s is c.",
        "(\"It is\" + \" %d.\").formatted(f(a, \"x\")) | 0 | 1 | It is %d.",
        "a ? \"It is b.\" : \"It is %s.\".formatted(c) | 1 | 2 | It is %s.",
        "\"Named \\\"%s\\\". \" + a | 0 | 1 | Named \"%s\"."
      })
  void aSentenceIsReadAsItIsSaid(String expression, int choice, int choices, String says) {
    assertThat(ReasonsPage.sentence(expression, choice, choices)).isEqualTo(says);
  }

  @Test
  void thePageSaysWhatTheSourcesSay() throws IOException {
    String page = ReasonsPage.text();
    if (Boolean.getBoolean("reasons.write")) {
      Files.writeString(ReasonsPage.PAGE, page);
    }
    assertThat(Files.readAllLines(ReasonsPage.PAGE))
        .as("emulator/REASONS.md is stale: mvn test -Dreasons.write=true writes it anew")
        .isEqualTo(page.lines().toList());
  }
}
