package dev.wsemulator.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages name must exist: classes, packages, files and links. */
class PagesIT {
  private static final Path ARCHITECTURE = Sources.ROOT.resolve("emulator/README.md");
  private static final Path RECIPES = Sources.ROOT.resolve("emulator/RECIPES.md");
  private static final Path MAP = Path.of("src/test/resources/architecture.txt");

  private static final Pattern FENCE = Pattern.compile("(?s)```(\\w*)\n(.*?)```");
  private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]*)(#[^)]*)?\\)");

  /** The package of one AWS service. */
  private static final String ONE_SERVICE = "internal\\.aws\\.(?!(fetch|service)$)\\w+";

  /** A class, perhaps with the end of its package's name and a member. */
  private static final Pattern CLASS =
      Pattern.compile("((?:[a-z]\\w*\\.)*)([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?(?:\\(.*\\))?");

  private static final Set<String> OF_THE_JDK =
      Set.of(
          "System",
          "Lookup",
          "CompletableFuture",
          "Class",
          "Thread",
          "SSLContext",
          "HttpsURLConnection",
          "TrustManagerFactory",
          "TimeZone",
          "ProxySelector",
          "CookieHandler");

  @Test
  void everyClassOfTheArchitecturePageExists() {
    List<Path> sources = Sources.all();
    assertThat(named(Sources.text(ARCHITECTURE)))
        .filteredOn(name -> !OF_THE_JDK.contains(name.group(2)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(sources).as(name.group()).anyMatch(file -> is(file, name)));
  }

  @Test
  void theArchitecturePageNamesEveryPackageOnce() throws IOException {
    String page = Sources.text(ARCHITECTURE);
    List<String> onPage =
        section(page, "## Packages")
            .lines()
            .filter(line -> line.startsWith("| `"))
            .flatMap(line -> SPAN.matcher(line.split("\\|")[1]).results())
            .map(match -> match.group(1))
            .toList();
    Set<String> onMap = new TreeSet<>(PackageMap.read(MAP).uses().keySet());
    onMap.remove("root");
    Set<String> services = new TreeSet<>(onMap);
    services.removeIf(name -> !name.matches(ONE_SERVICE));
    assertThat(services).isNotEmpty();
    onMap.removeAll(services); // the page names them together
    onMap.add("internal.aws.*");
    assertThat(onPage).containsExactlyInAnyOrderElementsOf(onMap);
  }

  @Test
  void everyFileOfARecipeExists() {
    List<Path> sources = Sources.all();
    List<String> files =
        SPAN.matcher(Sources.text(RECIPES))
            .results()
            .map(match -> match.group(1))
            .filter(name -> name.matches("[\\w./*-]+\\.(java|txt|md|tsv|xml|yaml|json|js)"))
            .toList();
    assertThat(files)
        .isNotEmpty()
        .allSatisfy(
            name ->
                assertThat(
                        Files.exists(Sources.ROOT.resolve(name))
                            || sources.stream().anyMatch(file -> file.endsWith(name)))
                    .as(name)
                    .isTrue());
  }

  @Test
  void everyLinkLeadsToAPageAndAHeading() {
    List<String> broken = new ArrayList<>();
    for (Path page : Sources.pages()) {
      String text = FENCE.matcher(Sources.text(page)).replaceAll("");
      LINK.matcher(text)
          .results()
          .filter(link -> !link.group(1).isEmpty() || link.group(2) != null)
          .filter(link -> !leadsSomewhere(page, link))
          .forEach(link -> broken.add(Sources.ROOT.relativize(page) + ": " + link.group()));
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, MatchResult link) {
    Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
    if (!Files.exists(target) || link.group(2) == null || !target.toString().endsWith(".md")) {
      return Files.exists(target);
    }
    return FENCE
        .matcher(Sources.text(target))
        .replaceAll("")
        .lines()
        .filter(line -> line.startsWith("#"))
        .anyMatch(line -> link.group(2).equals("#" + anchor(line)));
  }

  private static String anchor(String heading) {
    return heading
        .replaceFirst("#+ +", "")
        .toLowerCase()
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private static List<MatchResult> named(String page) {
    Stream<String> spans =
        SPAN.matcher(FENCE.matcher(page).replaceAll("")).results().map(match -> match.group(1));
    Stream<String> diagrams =
        FENCE
            .matcher(page)
            .results()
            .filter(block -> block.group(1).isEmpty())
            .flatMap(block -> block.group(2).lines())
            .map(line -> line.strip().split("  ")[0]);
    return Stream.concat(spans, diagrams)
        .map(CLASS::matcher)
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult)
        .toList();
  }

  private static boolean is(Path file, MatchResult name) {
    String path = name.group(1).replace('.', '/') + name.group(2) + ".java";
    return file.endsWith(path)
        && (name.group(3) == null
            || Pattern.compile("\\b" + name.group(3) + "\\b").matcher(Sources.text(file)).find());
  }

  private static String section(String page, String heading) {
    int begin = page.indexOf(heading);
    int end = page.indexOf("\n## ", begin + 1);
    return page.substring(begin, end < 0 ? page.length() : end);
  }
}
