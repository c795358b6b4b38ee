package dev.wsemulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the sources say of reasons: where each is made, and which tests expect it. */
final class ReasonsPage {
  static final Path PAGE = Path.of("../REASONS.md");
  private static final Path MODULES = Path.of("..");

  private static final String HEAD =
      """
      # Reasons

      Every `Forbidden`, `Internal server error`, status or dropped response has a reason: in the line
      that `start` prints, in the journal (`entry.why()`, and `why` of `GET /_emulator/journal`) and in
      the report of a failed test. Clients receive AWS's error messages only.

      The codes, in alphabetical order, with the classes that create them and the tests that expect them.
      The build fails if a place that refuses has no reason, a reason has no test, or this page is stale
      (`mvn test -Dreasons.write=true` updates it).

      | code | what it says | made in | tests |
      |---|---|---|---|
      """;

  private static final Pattern MADE = Pattern.compile("\\bReason\\s*\\.of\\(");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern FORMATTED = Pattern.compile("\\.formatted\\(");
  private static final Pattern PLACE = Pattern.compile("%[sd]");
  private static final Pattern CODE = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

  /** A reason that a source makes. */
  record Made(String code, String says, String type) {}

  private ReasonsPage() {}

  /** Returns what is made in all modules. */
  static List<Made> made() {
    List<Made> all = new ArrayList<>();
    sources("src/main/java").forEach((file, text) -> all.addAll(made(type(file), text)));
    return all;
  }

  private static List<Made> made(String type, String source) {
    List<Made> made = new ArrayList<>();
    Matcher call = MADE.matcher(source);
    while (call.find()) {
      List<String> arguments = arguments(source, call.end());
      List<String> codes =
          texts(arguments.get(0)).stream().filter(code -> CODE.matcher(code).matches()).toList();
      for (int i = 0; i < codes.size(); i++) {
        made.add(new Made(codes.get(i), sentence(arguments.get(1), i, codes.size()), type));
      }
    }
    return made;
  }

  /**
   * Returns what an expression says: its text, in which words take the places of those that are
   * chosen as the code is.
   *
   * @param choice which of the codes it is
   * @param choices how many there are
   */
  static String sentence(String expression, int choice, int choices) {
    Matcher call = FORMATTED.matcher(expression);
    boolean isFormatted = call.find();
    List<String> texts = texts(isFormatted ? expression.substring(0, call.start()) : expression);
    boolean isChosen = choices > 1 && texts.size() == choices;
    String says = isChosen ? texts.get(choice) : String.join("", texts);
    List<String> given = isFormatted ? arguments(expression, call.end()) : List.of();
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(says);
    for (int i = 0; place.find(); i++) {
      List<String> words = i < given.size() ? texts(given.get(i)) : List.of();
      String word = choices > 1 && words.size() == choices ? words.get(choice) : place.group();
      place.appendReplacement(filled, Matcher.quoteReplacement(word));
    }
    return place.appendTail(filled).toString().replace("\\\"", "\"").strip();
  }

  private static List<String> texts(String source) {
    return TEXT.matcher(source).results().map(found -> found.group(1)).toList();
  }

  /** Returns the arguments of a call, from behind its opening parenthesis. */
  static List<String> arguments(String source, int begin) {
    List<String> arguments = new ArrayList<>();
    StringBuilder argument = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int at = begin; at < source.length(); at++) {
      char c = source.charAt(at);
      quoted = c == '"' && source.charAt(at - 1) != '\\' ? !quoted : quoted;
      if (!quoted && depth == 0 && (c == ',' || c == ')')) {
        arguments.add(argument.toString());
        argument.setLength(0);
        if (c == ')') {
          return arguments;
        }
      } else {
        depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
        argument.append(c);
      }
    }
    throw new AssertionError("A call does not end: " + source.substring(begin));
  }

  /** Returns the tests in whose text a code is quoted, as a whole text or a column of one. */
  static Map<String, Set<String>> tests(Set<String> codes) {
    Map<String, Set<String>> tests = new TreeMap<>();
    Map<String, String> sources = new TreeMap<>(sources("src/test/java"));
    sources.remove(file(ReasonsPage.class));
    sources.forEach(
        (file, text) -> {
          for (String part : text.split("(?m)^  }$")) { // a method, with its annotations
            Matcher method = METHOD.matcher(part);
            if (method.find()) {
              String name = type(file) + "." + method.group(1);
              codes.stream()
                  .filter(code -> quotes(part, code))
                  .forEach(code -> tests.computeIfAbsent(code, c -> new TreeSet<>()).add(name));
            }
          }
        });
    return tests;
  }

  private static boolean quotes(String source, String code) {
    return Pattern.compile("(?:\"|[|,] ?)%s(?:\"|[|,])".formatted(Pattern.quote(code)))
        .matcher(source)
        .find();
  }

  private static String file(Class<?> type) {
    return type.getSimpleName() + ".java";
  }

  private static String type(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
  }

  /** Returns the sources of all modules, by their files. */
  static Map<String, String> sources(String folder) {
    Map<String, String> sources = new TreeMap<>();
    for (String module : List.of("api", "core", "aws", "junit", "cli")) {
      Path root = MODULES.resolve(module).resolve(folder);
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
          sources.put(root.relativize(file).toString(), Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
  }

  /** Returns the page. */
  static String text() {
    Map<String, List<Made>> byCode =
        made().stream()
            .collect(Collectors.groupingBy(Made::code, TreeMap::new, Collectors.toList()));
    Map<String, Set<String>> tests = tests(byCode.keySet());
    StringBuilder page = new StringBuilder(HEAD);
    byCode.forEach(
        (code, places) ->
            page.append(
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        code,
                        joined(places.stream().map(Made::says)).replace("|", "\\|"),
                        joined(places.stream().map(Made::type)),
                        joined(tests.getOrDefault(code, Set.of()).stream()))));
    return page.toString();
  }

  private static String joined(Stream<String> parts) {
    return parts.distinct().sorted().collect(Collectors.joining("<br>"));
  }
}
