package dev.wsemulator.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of {@code emulator/GLOSSARY.md}: one name for one concept, in plain English. */
class VocabularyIT {
  private static final Pattern TYPE =
      Pattern.compile("(?m)^ *(?:[a-z-]+ )*(?:class|interface|enum|record|@interface) ([A-Z]\\w*)");

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^ *//.*$");
  private static final Pattern TEXT =
      Pattern.compile("(?s)\"\"\"\n(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"");

  /** A file, and the words of it that people read. */
  private record Prose(Path file, String words) {}

  @Test
  void noClassHasANameThatIsNotAllowed() {
    List<String> found = new ArrayList<>();
    for (Path file : Sources.main()) {
      String place = file.toString().replace('\\', '/').replaceFirst(".*/dev/wsemulator/", "");
      TYPE.matcher(COMMENT.matcher(Sources.text(file)).replaceAll(""))
          .results()
          .map(type -> type.group(1))
          .forEach(name -> check(place, name, found));
    }
    assertThat(found).isEmpty();
  }

  private static void check(String place, String name, List<String> found) {
    for (String[] row : Sources.table("names.tsv")) {
      boolean isHere = row[0].equals("*") || place.startsWith(row[0].replace('.', '/') + "/");
      if (isHere && name.matches(row[1])) {
        found.add("%s: %s. Use %s.".formatted(place, name, row[2]));
      }
    }
  }

  @Test
  void noSimpleNameOfAClassOccursTwice() {
    Map<String, List<Path>> files =
        Sources.main().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .filter(file -> !file.endsWith("module-info.java"))
            .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
    assertThat(files.values()).allSatisfy(same -> assertThat(same).hasSize(1));
  }

  @Test
  void noSentenceUsesAPhraseThatIsNotAllowed() {
    List<String[]> phrases = Sources.table("phrases.tsv");
    List<String> found = new ArrayList<>();
    Stream.concat(pages(), sources())
        .forEach(
            prose -> {
              for (String[] row : phrases) {
                Matcher phrase =
                    Pattern.compile(row[0], Pattern.CASE_INSENSITIVE).matcher(prose.words());
                while (phrase.find()) {
                  found.add("%s: %s. Use %s.".formatted(prose.file(), around(phrase), row[1]));
                }
              }
            });
    assertThat(found).isEmpty();
  }

  private static String around(Matcher phrase) {
    StringBuilder text = new StringBuilder();
    phrase.appendReplacement(text, "");
    String before = text.substring(Math.max(0, text.length() - 30)).strip();
    return "…" + before + " «" + phrase.group() + "»";
  }

  private static Stream<Prose> pages() {
    return Sources.pages().stream()
        .map(
            file ->
                new Prose(
                    Sources.ROOT.relativize(file),
                    Sources.text(file).replaceAll("(?s)```.*?```", "").replaceAll("\\s+", " ")));
  }

  /** Javadoc and comments, then the texts in double quotes. */
  private static Stream<Prose> sources() {
    return Sources.main().stream()
        .map(
            file -> {
              String source = Sources.text(file);
              String comments =
                  COMMENT
                      .matcher(source)
                      .results()
                      .map(comment -> comment.group().replaceAll("(?m)^\\s*(\\*|//|/\\*+)", " "))
                      .collect(Collectors.joining("\n"));
              String code =
                  COMMENT.matcher(source).replaceAll("").replaceAll("\"\\s*\\+\\s*\"", "");
              String texts =
                  TEXT.matcher(code)
                      .results()
                      .map(text -> text.group(1) == null ? text.group(2) : text.group(1))
                      .collect(Collectors.joining("\n"));
              return new Prose(
                  Sources.ROOT.relativize(file), (comments + "\n" + texts).replaceAll(" +", " "));
            });
  }
}
