package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wsemulator.internal.template.document.YamlFile;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a template holds, it is read or refused with a line, and soon. */
@Timeout(60)
class HostileTemplatesTest {
  private static final Path APP = Path.of("../../translator-app/template.yaml");
  private static final int MUTATIONS = 150;
  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "[]",
          "{}",
          "[a, b]",
          "{a: b}",
          "0",
          "-1",
          "''",
          "\"\\0\"",
          "!Ref WebSocketApi",
          "!Ref",
          "!Sub",
          "!GetAtt .",
          "!Sub ['${a}', {a: [b]}]",
          "{Ref: [a]}",
          "!If [a, b]",
          "!Select [0, []]",
          "!FindInMap [a, b, c]",
          "!Join ['', !Ref Stage]",
          "!Split ['', 'a']",
          "!Base64 {Ref: StageName}",
          "{'Fn::ForEach': a}",
          "*alias",
          "&a [*a]",
          "\ttab");

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private void isReadOrRefusedWithALine(String what, String template) {
    try {
      Stack stack = folder.load(template);
      assertThat(stack.warnings()).as(what).allMatch(HostileTemplatesTest::hasALine);
    } catch (TemplateException e) {
      assertThat(e.problems())
          .as(what)
          .isNotEmpty()
          .allMatch(problem -> hasALine(problem.toString()));
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(what, e);
    }
  }

  private static boolean hasALine(String problem) {
    return problem.matches("(?s)template\\.yaml:[1-9]\\d*: .+");
  }

  private static List<String> app() throws IOException {
    return Files.readAllLines(APP).stream()
        .map(line -> line.replace("CodeUri: .", "CodeUri: code"))
        .toList();
  }

  @Test
  void appIsReadBeforeItIsMutated() throws IOException {
    assertThat(folder.load(String.join("\n", app())).functions()).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mutatedAppIsReadOrRefusedWithALine(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> app = app();
    for (int i = 0; i < MUTATIONS; i++) {
      List<String> lines = new ArrayList<>(app);
      StringBuilder what = new StringBuilder();
      for (int n = random.nextInt(3); n >= 0; n--) {
        what.append(mutate(lines, random)).append("; ");
      }
      isReadOrRefusedWithALine(what.toString(), String.join("\n", lines));
    }
  }

  private static String mutate(List<String> lines, Random random) {
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    String changed =
        switch (random.nextInt(6)) {
          case 0 -> null;
          case 1 -> " ".repeat(1 + random.nextInt(4)) + line;
          case 2 -> line.replaceFirst("^ {1,2}", "");
          case 3 -> line + "\n" + line;
          default -> {
            String value = VALUES.get(random.nextInt(VALUES.size()));
            int colon = line.indexOf(": ");
            int dash = line.indexOf("- ");
            int end = line.endsWith(":") ? line.length() - 1 : colon;
            yield end >= 0
                ? line.substring(0, end) + ": " + value
                : line.substring(0, Math.max(dash, 0)) + (dash < 0 ? "" : "- ") + value;
          }
        };
    if (changed == null) {
      lines.remove(at);
    } else {
      lines.set(at, changed);
    }
    return "line %d: %s -> %s".formatted(at + 1, line.strip(), changed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1: 2",
        "? [a]\n: b",
        "~: ~",
        "--- a\n--- b",
        "Resources: {1: {Type: 2}}",
        "Resources: {~: ~}",
        "Resources: {? {a: b} : c}",
        "Resources: {A: {Type: [b]}}",
        "Resources:\n\tA: b",
        "Resources: {A: !Ref A}",
        "Resources: {A: {Type: AWS::Serverless::WebSocketApi, Properties: {Routes: [a]}}}",
        "Resources: {A: {Type: AWS::Serverless::WebSocketApi, Properties: {Routes: {a: }}}}",
        "Resources: {A: {Type: AWS::ApiGatewayV2::Route, Properties: {ApiId: [], RouteKey: {}}}}",
        "Resources: {A: {Type: AWS::ApiGatewayV2::RouteResponse}}",
        "Resources: {A: {Type: AWS::IAM::Role, Properties: {Policies: [[[]]]}}}",
        "Resources: {A: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [[a]]}}}}",
        "Resources: {A: {Type: AWS::Lambda::Function, Properties: {Code: \"a\\0b\", Handler: a, Runtime: java21, Role: b}}}",
        "Parameters: {A: b, C: , D: [e]}\nResources: {F: {Type: AWS::S3::Bucket}}",
        "Outputs: {A: , B: c, D: [e]}\nResources: {F: {Type: AWS::S3::Bucket}}",
        "Conditions: {A: , B: c, D: [e], F: !Condition F}\nResources: {F: {Type: AWS::S3::Bucket}}",
        "Mappings: {A: b}\nResources: {F: {Type: AWS::S3::Bucket, Properties: {BucketName: !FindInMap [A, b, c]}}}",
        "Transform: {Name: AWS::Include}\nResources: {F: {Type: AWS::S3::Bucket}}",
        "Transform: [{a: b}, ~]\nResources: {F: {Type: AWS::S3::Bucket}}",
        "{\"Resources\":\t{\"A\": {\"Type\": null}}",
        "a: \u0001",
        "%",
        "@",
      })
  void oddTemplateIsReadOrRefusedWithALine(String template) {
    isReadOrRefusedWithALine(template, template);
    isReadOrRefusedWithALine(template, template.replace("\n", "\r\n"));
  }

  @Test
  void byteOrderMarkAndCarriageReturnsMakeNoDifference() {
    String template = "\uFEFFResources:\r\n  A:\r\n    Type: AWS::S3::Bucket\r\n";
    assertThat(folder.load(template).buckets()).hasSize(1);
    assertThat(
            folder
                .load("\uFEFF{\t\"Resources\": {\"A\": {\"Type\": \"AWS::S3::Bucket\"}}}")
                .buckets())
        .hasSize(1);
    assertThat(folder.problems(template.replace("Type", "Typ")))
        .anyMatch(problem -> problem.startsWith("template.yaml:2: Resources.A has no Type"));
  }

  @Test
  void templateOfAnotherEncodingIsRefused() throws IOException {
    Path file = folder.folder().resolve("template.yaml");
    Files.write(file, "Description: \u00fcber\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatCode(() -> YamlFile.read(file, YamlFile.Dialect.TEMPLATE))
        .isInstanceOf(TemplateException.class)
        .hasMessage("template.yaml:1: The template is not in UTF-8. Save it in UTF-8.");
  }

  @Test
  void characterThatYamlForbidsNamesItsLine() {
    assertThat(folder.problems("Resources:\n  A: \u0007\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:2: The character U+0007 is not allowed in YAML.");
  }

  @Test
  void namesMadeOfEachOtherInALongRowAreRefused() {
    StringBuilder row = new StringBuilder("Resources:\n");
    for (int i = 0; i < 499; i++) {
      row.append(
          "  A%d: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${A%d}'}}\n"
              .formatted(i, i + 1));
    }
    row.append("  A499: {Type: AWS::S3::Bucket, Properties: {BucketName: last}}\n");
    assertThat(folder.problems(row.toString()))
        .anyMatch(problem -> problem.contains("more than 100 others are made of in a row"));
  }

  @Test
  void conditionsInALongRowAreRefused() {
    StringBuilder row = new StringBuilder("Resources: {A: {Type: AWS::S3::Bucket}}\nConditions:\n");
    for (int i = 0; i < 20_000; i++) {
      row.append("  C%d: !Not [!Condition C%d]\n".formatted(i, i + 1));
    }
    assertThat(folder.problems(row.toString()))
        .anyMatch(problem -> problem.contains("Conditions are nested more than 100 deep."));
  }

  @Test
  void textsThatDoubleAgainAndAgainAreRefused() {
    StringBuilder names = new StringBuilder("Resources:\n");
    for (int i = 0; i < 60; i++) {
      names.append(
          "  A%d: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${A%d}${A%d}'}}\n"
              .formatted(i, i + 1, i + 1));
    }
    names.append("  A60: {Type: AWS::S3::Bucket, Properties: {BucketName: last}}\n");
    assertThat(folder.problems(names.toString()))
        .anyMatch(problem -> problem.contains("The intrinsics make more than 10000000 characters"));
    String nested = "x";
    for (int i = 0; i < 40; i++) {
      nested = "!Sub ['${a}${a}', {a: " + nested + "}]";
    }
    String template = "Resources: {A: {Type: AWS::S3::Bucket, Properties: {BucketName: " + nested;
    assertThat(folder.problems(template + "}}}"))
        .anyMatch(problem -> problem.contains("The intrinsics make more than 10000000 characters"));
  }

  @Test
  void patternThatNeedsTooMuchStackIsRefused() {
    String template =
        "Parameters: {A: {Type: String, AllowedPattern: '(a|b)*'}}\nResources: {B: {Type: AWS::S3::Bucket}}\n";
    for (int length : List.of(4096, 100_000)) {
      try {
        folder.load(template, Map.of("A", "a".repeat(length)));
      } catch (TemplateException e) {
        assertThat(e.problems()).allMatch(problem -> hasALine(problem.toString()));
      }
    }
  }

  @Test
  void codeWhosePathIsNoneIsRefused() {
    assertThat(
            folder.problemsOfSam(
                TemplateFolder.ECHO.replace("CodeUri: code", "CodeUri: \"a\\0b\"")))
        .singleElement()
        .asString()
        .startsWith("template.yaml:3: Resources.Echo.Properties.CodeUri is not a path");
  }
}
