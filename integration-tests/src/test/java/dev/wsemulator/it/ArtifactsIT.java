package dev.wsemulator.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build has made: nothing of Amazon's, and all licences of what it contains. */
class ArtifactsIT {
  private static final Path RUNNABLE = Path.of("../emulator/cli/target/websocket-api-emulator.jar");
  private static final String HIDDEN = "META-INF/wsemulator/engine/";
  private static final String NOTICES = "META-INF/third-party/";
  private static final Pattern LISTED =
      Pattern.compile(" \\((?<group>[\\w.-]+):(?<artifact>[\\w.-]+):[^ ]+ - [^)]+\\)$");

  /** Our own, and what lies beside the engine's jar. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "\\((dev\\.wsemulator:|com\\.amazonaws:aws-lambda-java-core:|org\\.jspecify:)");

  private static final String[] AMAZONS = {
    "software.amazon.dynamodb..",
    "com.amazonaws.services.dynamodbv2..",
    "com.amazon.dynamodb..",
    "ddb.partiql.."
  };

  @TempDir private Path folder;

  /** Returns all jars of all modules. */
  static List<Path> jars() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of("../emulator"))) {
      List<Path> targets =
          Stream.concat(modules, Stream.of(Path.of("../translator-app")))
              .map(module -> module.resolve("target"))
              .filter(Files::isDirectory)
              .toList();
      List<Path> jars = new ArrayList<>();
      for (Path target : targets) {
        try (Stream<Path> files = Files.list(target)) {
          files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
        }
      }
      return jars;
    }
  }

  /** Returns the jars that contain libraries. */
  static List<Path> jarsWithLibraries() throws IOException {
    return jars().stream()
        .filter(
            jar -> jar.equals(RUNNABLE) || names(jar).stream().anyMatch(n -> n.startsWith(HIDDEN)))
        .toList();
  }

  /** Returns the names of what a jar has, hidden classes as if they were not. */
  private static Set<String> names(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the names of what is Amazon's own in DynamoDB Local: its notices are not, nor is Ion,
   * which is open source.
   */
  private static Set<String> amazons() {
    Path jar = Path.of(System.getProperty("localRepository"));
    return names(
            jar.resolve("software/amazon/dynamodb/DynamoDBLocal/3.3.1/DynamoDBLocal-3.3.1.jar"))
        .stream()
        .filter(name -> name.contains("/") && !name.startsWith("META-INF/"))
        .filter(name -> !name.startsWith("com/amazon/ion/"))
        .collect(Collectors.toSet());
  }

  private static Set<String> ofAmazonIn(Path jar) {
    Set<String> amazons = amazons();
    return names(jar).stream()
        .map(name -> name.startsWith(HIDDEN) ? name.substring(HIDDEN.length()) : name)
        .map(name -> name.replaceFirst("\\.classdata$", ".class"))
        .filter(name -> amazons.contains(name) || name.matches("(.*/)?DynamoDBLocal[^/]*\\.jar"))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("jars")
  void noJarHasAnythingOfDynamoDbLocal(Path jar) {
    assertThat(ofAmazonIn(jar)).isEmpty();
  }

  @Test
  void theCheckSeesWhatIsAddedOpenlyOrHidden() throws IOException {
    String name = "software/amazon/dynamodb/services/local/main/ServerRunner";
    Path jar = folder.resolve("bad.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry(name + ".class"));
      zip.putNextEntry(new ZipEntry(HIDDEN + name + ".classdata"));
      zip.putNextEntry(new ZipEntry("lib/DynamoDBLocal-3.3.1.jar"));
    }
    assertThat(ofAmazonIn(jar))
        .containsExactlyInAnyOrder(name + ".class", "lib/DynamoDBLocal-3.3.1.jar");
  }

  @Test
  void theImageTakesNothingButTheseArtifactsAndFetchesNothing() throws IOException {
    String dockerfile = Files.readString(Path.of("../docker/Dockerfile"));
    assertThat(dockerfile.lines().filter(line -> line.startsWith("COPY --from")))
        .containsExactly(
            "COPY --from=build /distribution/emulator /opt/emulator/",
            "COPY --from=build /source/translator-app/template.yaml /app/",
            "COPY --from=build /source/translator-app/target/classes /app/",
            "COPY --from=build /source/translator-app/target/web /web");
    assertThat(dockerfile.lines().filter(line -> line.startsWith("RUN")))
        .noneMatch(line -> line.contains("fetch"));
    try (Stream<Path> files = Files.walk(Path.of("../translator-app/target/classes"))) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().contains("DynamoDBLocal"));
    }
  }

  @Test
  void onlyTheBridgeKnowsAmazonsClassesAndNobodyKnowsTheBridge() {
    JavaClasses classes =
        new ClassFileImporter().importPath(Path.of("../emulator/aws/target/classes"));
    String bridge = "dev.wsemulator.internal.aws.dynamodb.bridge";
    noClasses()
        .that()
        .resideOutsideOfPackage(bridge)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of(AMAZONS), Stream.of(bridge)).toArray(String[]::new))
        .check(classes);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void everyJarHasTheProductsLicence(Path jar) {
    assertThat(names(jar)).contains("META-INF/LICENSE");
  }

  /** Returns the lines that list a jar's libraries. */
  private static List<String> listed(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      byte[] text = zip.getInputStream(zip.getEntry(NOTICES + "THIRD-PARTY.txt")).readAllBytes();
      return new String(text, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("     ("))
          .filter(line -> !BESIDE.matcher(line).find())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("jarsWithLibraries")
  void everyLibraryIsListedAndHasItsLicence(Path jar) throws IOException {
    List<Matcher> libraries = listed(jar).stream().map(LISTED::matcher).toList();
    assertThat(libraries).hasSizeGreaterThan(80).allMatch(Matcher::find);
    Set<String> names = names(jar);
    assertThat(libraries)
        .extracting(found -> NOTICES + found.group("group") + "." + found.group("artifact") + "/")
        .allSatisfy(folder -> assertThat(names).anyMatch(name -> name.startsWith(folder)));
  }

  @ParameterizedTest
  @MethodSource("jarsWithLibraries")
  void librariesWithKnownAdvisoriesStayOut(Path jar) throws IOException {
    assertThat(listed(jar))
        .noneMatch(
            line ->
                line.contains("(org.bouncycastle:")
                    || line.contains("(io.netty:")
                    || line.matches(".*:commons-lang3:3\\.(\\d|1[0-7])\\..*"));
  }

  @Test
  void theJarsThatContainLibrariesAreKnown() throws IOException {
    assertThat(jarsWithLibraries())
        .extracting(jar -> jar.getFileName().toString())
        .contains("websocket-api-emulator.jar")
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli", "engine"})
  void theBillOfMaterialsNamesEveryLibraryWithItsVersion(String module) throws IOException {
    Path target = Path.of("../emulator", module, "target");
    Path bom = target.resolve("bom.json");
    assumeThat(bom).as("the bill of materials, which Maven makes only when it is online").exists();
    String bill = Files.readString(bom);
    assertThat(bill).contains("\"bomFormat\" : \"CycloneDX\"");
    assertThat(libraries(module)).hasSizeGreaterThan(50).allMatch(bill::contains);
  }

  /** By a list of our own: a build must not need a database of the network. */
  @ParameterizedTest
  @ValueSource(strings = {"cli", "engine"})
  void noLibraryHasAVersionWithAKnownAdvisory(String module) throws IOException {
    List<String> advisories = Files.readAllLines(Path.of("src/test/resources/advisories.tsv"));
    List<String> found = new ArrayList<>();
    for (String library : libraries(module)) {
      String[] name = library.replace("pkg:maven/", "").split("[/@]");
      for (String advisory : advisories) {
        String[] row = advisory.split("\t");
        boolean isMeant = Set.of(name[0] + ":" + name[1], name[0] + ":*").contains(row[0]);
        if (isMeant && isOlder(name[2], row[1])) {
          found.add(library + " before " + row[1] + ": " + row[2]);
        }
      }
    }
    assertThat(advisories).hasSizeGreaterThan(20);
    assertThat(found).isEmpty();
  }

  private static boolean isOlder(String version, String mended) {
    String[] one = version.split("[^0-9]+");
    String[] other = mended.split("[^0-9]+");
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      int compared = Integer.compare(Integer.parseInt(one[i]), Integer.parseInt(other[i]));
      if (compared != 0) {
        return compared < 0;
      }
    }
    return one.length < other.length;
  }

  @ParameterizedTest
  @CsvSource({
    "1.82, 1.83, true",
    "4.1.126.Final, 4.1.129, true",
    "4.1.129.Final, 4.1.129, false",
    "3.9, 3.18.0, true",
    "33.7.1-jre, 32.0.0, false",
    "2, 2.0, true",
  })
  void versionsAreComparedByTheirNumbers(String version, String mended, boolean isOlder) {
    assertThat(isOlder(version, mended)).isEqualTo(isOlder);
  }

  /** Returns the libraries that a jar contains, as a bill of materials names them. */
  private static List<String> libraries(String module) throws IOException {
    Pattern listed = Pattern.compile(" \\(([\\w.-]+):([\\w.-]+):([^ ]+) - ");
    Path list =
        Path.of("../emulator", module, "target/classes")
            .resolve(NOTICES)
            .resolve("THIRD-PARTY.txt");
    return Files.readAllLines(list).stream()
        .map(listed::matcher)
        .filter(Matcher::find)
        .map(lib -> "pkg:maven/%s/%s@%s".formatted(lib.group(1), lib.group(2), lib.group(3)))
        .toList();
  }
}
