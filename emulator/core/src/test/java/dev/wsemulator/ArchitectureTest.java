package dev.wsemulator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The package map of the core. Change it here first, then move the code. */
class ArchitectureTest {
  private static final String ROOT = "dev.wsemulator";

  private static final Set<String> PUBLISHED =
      Set.of("", "api", "lambda", "stack", "time", "journal", "fault", "replay", "aws", "feed");

  /** The published face, and the door to the engine behind it: they know each other. */
  private static final Set<String> FACE = Set.of("", "aws", "replay", "internal.engine");

  /** Bottom first. A package may use only packages named on its own line, all of them above it. */
  private static final List<Line> MAP =
      List.of(
          line("internal.loader"),
          line("time"),
          line("internal.feed", "time"),
          line("feed"),
          line("api"),
          line("lambda", "feed", "internal.feed"),
          line("stack", "api", "lambda", "time"),
          line("journal", "time", "feed", "internal.feed"),
          line("fault", "journal"),
          line("face", "time", "api", "lambda", "stack", "journal", "fault", "internal.loader"),
          line("internal.text"),
          line("internal.json"),
          line("internal.http"),
          line("internal.file"),
          line("internal.compression"),
          line("internal.log", "face"),
          line("internal.client", "face", "internal.json"),
          line(
              "internal.recording",
              "internal.file",
              "time",
              "feed",
              "internal.feed",
              "journal",
              "internal.http",
              "internal.json"),
          line("internal.logging", "internal.file", "api"),
          line("internal.metrics", "internal.json"),
          line("internal.iam", "lambda", "journal", "stack", "internal.http", "internal.json"),
          line("internal.throttling", "time", "journal"),
          line("internal.mapping", "time", "internal.json"),
          line("internal.validation"),
          line("internal.watch", "time"),
          line("internal.function.egress"),
          line(
              "internal.function",
              ("lambda stack time feed journal fault internal.text internal.json internal.watch"
                      + " internal.function.egress")
                  .split(" ")),
          line(
              "internal.routing",
              "api",
              "journal",
              "internal.text",
              "internal.json",
              "internal.mapping",
              "internal.validation",
              "internal.throttling",
              "internal.logging",
              "internal.metrics"),
          line(
              "internal.connection", "internal.file", "api", "time", "journal", "internal.routing"),
          line(
              "internal.integration",
              ("api lambda time journal internal.text internal.json internal.http internal.iam internal.mapping internal.logging"
                      + " internal.routing internal.connection internal.function")
                  .split(" ")),
          line(
              "internal.authorizer",
              ("api lambda time journal internal.json internal.iam internal.throttling"
                      + " internal.logging internal.routing internal.connection"
                      + " internal.integration internal.function")
                  .split(" ")),
          line(
              "internal.gateway",
              ("api lambda stack time journal internal.text internal.json internal.validation"
                      + " internal.throttling internal.logging internal.metrics internal.routing"
                      + " internal.connection internal.integration internal.authorizer"
                      + " internal.function")
                  .split(" ")),
          line(
              "internal.management",
              ("api lambda time journal internal.http internal.json internal.iam internal.throttling"
                      + " internal.logging internal.metrics"
                      + " internal.routing internal.connection internal.gateway")
                  .split(" ")),
          line(
              "internal.fault",
              ("api time journal fault internal.loader internal.http internal.routing"
                      + " internal.connection internal.function internal.integration internal.gateway internal.management")
                  .split(" ")),
          line(
              "internal.template",
              ("face api lambda stack time internal.text internal.json internal.iam internal.logging internal.metrics"
                      + " internal.function internal.integration internal.authorizer"
                      + " internal.gateway")
                  .split(" ")),
          line(
              "internal.controlplane",
              ("internal.file api lambda stack time journal internal.http internal.json internal.iam internal.validation"
                      + " internal.logging internal.function internal.routing internal.connection"
                      + " internal.gateway")
                  .split(" ")),
          line(
              "internal.admin",
              ("api lambda time feed journal fault internal.http internal.json internal.routing"
                      + " internal.connection internal.function internal.fault internal.recording")
                  .split(" ")),
          line(
              "internal.transport",
              ("face api time feed journal internal.http internal.json internal.compression"
                      + " internal.routing internal.connection"
                      + " internal.integration internal.gateway internal.management internal.fault"
                      + " internal.controlplane internal.recording internal.admin")
                  .split(" ")),
          line(
              "internal.replay",
              "face",
              "time",
              "journal",
              "fault",
              "internal.json",
              "internal.recording"),
          line(
              "internal.wiring",
              ("face time feed api lambda stack journal fault internal.loader internal.fault internal.json internal.http internal.iam internal.logging"
                      + " internal.metrics"
                      + " internal.routing internal.connection internal.function"
                      + " internal.function.egress"
                      + " internal.integration internal.authorizer internal.gateway"
                      + " internal.management internal.template internal.controlplane"
                      + " internal.transport internal.recording internal.admin"
                      + " internal.watch internal.replay")
                  .split(" ")));

  private static final DescribedPredicate<JavaClass> INTERNAL =
      resideInAPackage(ROOT + ".internal..");

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyLineOfTheMapNamesOnlyLinesAboveIt() {
    Set<String> above = new HashSet<>();
    for (Line line : MAP) {
      assertThat(above).as("lines above '%s'", line.name()).containsAll(line.mayUse());
      above.add(line.name());
    }
  }

  @Test
  void everyPackageIsOnTheMap() {
    assertThat(PRODUCTION.stream().map(ArchitectureTest::relative))
        .as("packages of the core")
        .isNotEmpty()
        .allMatch(name -> MAP.stream().anyMatch(line -> line.name().equals(name)));
  }

  @Test
  void everyPackageUsesOnlyWhatItsLineNames() {
    Set<String> surprises = new TreeSet<>();
    for (JavaClass type : PRODUCTION) {
      String from = relative(type);
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> (target.getPackageName() + ".").startsWith(ROOT + "."))
          .map(ArchitectureTest::relative)
          .filter(to -> !to.equals(from) && !mayUse(from).contains(to))
          .forEach(to -> surprises.add(from + " -> " + to + " in " + type.getSimpleName()));
    }
    assertThat(surprises).as("uses that the map does not allow").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "internal.json, com.fasterxml.jackson..",
    "internal.template, org.snakeyaml..",
    "internal.function, org.objectweb.asm..",
    "internal.transport, org.eclipse.jetty..",
    "internal.transport, io.javalin..",
    "internal.replay internal.client, org.java_websocket..",
    "internal.mapping, org.apache.velocity..",
    "internal.mapping internal.client, com.jayway.jsonpath..",
    "internal.validation, com.networknt..",
  })
  void onlyItsPackagesKnowALibrary(String packages, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            Stream.of(packages.split(" ")).map(each -> ROOT + "." + each).toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PRODUCTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "software.amazon.awssdk..",
        "org.junit..",
        "picocli..",
        "ch.qos.logback..",
        "java.util.logging..",
      })
  void nothingKnowsWhatBelongsToOtherModules(String library) {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.UtilLogging(\\$.*)?") // it keeps what functions log
        .and()
        .doNotHaveSimpleName("SdkV2Interceptor") // the function's own SDK calls it
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(PRODUCTION);
  }

  @Test
  void onlyTheFunctionRuntimeAndTheDoorToTheEngineLoadClasses() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".internal.function", ROOT + ".internal.engine")
        .should()
        .beAssignableTo(ClassLoader.class)
        .check(PRODUCTION);
  }

  @Test
  void onlyTheTimePackageReadsAClockOrSleeps() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".time")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".internal.function.FunctionTimers")
        .should()
        .accessTargetWhere(
            describe("reads a clock or sleeps", ArchitectureTest::readsAClockOrSleeps))
        .check(PRODUCTION);
  }

  @Test
  void publicTypesAreInPublishedPackagesOrInternal() {
    assertThat(PRODUCTION.stream())
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .allMatch(type -> isPublished(type) || INTERNAL.test(type));
  }

  @Test
  void publishedTypesShowNoInternalTypes() {
    Set<String> leaks = new TreeSet<>();
    for (JavaClass type : PRODUCTION.that(describe("published", ArchitectureTest::isPublished))) {
      type.getMembers().stream()
          .filter(member -> isForUsers(member.getModifiers()))
          .filter(member -> member.getAllInvolvedRawTypes().stream().anyMatch(INTERNAL))
          .forEach(member -> leaks.add(member.getFullName()));
      type.getAllRawSuperclasses().stream().filter(INTERNAL).forEach(up -> leaks.add(up.getName()));
      type.getAllRawInterfaces().stream().filter(INTERNAL).forEach(up -> leaks.add(up.getName()));
    }
    assertThat(leaks).as("internal types that users would see").isEmpty();
  }

  private static boolean isPublished(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC) && PUBLISHED.contains(packageOf(type));
  }

  private static boolean isForUsers(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean readsAClockOrSleeps(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    if (owner.startsWith("java.time.")) {
      return name.equals("now") || owner.equals("java.time.Clock");
    }
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
      case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> name.equals("sleep");
      case "java.util.concurrent.locks.LockSupport" -> name.startsWith("park") && name.length() > 4;
      case "java.util.Date" -> isCalledWithoutArguments(access) && name.equals("<init>");
      case "java.util.Calendar" -> name.equals("getInstance");
      case "java.util.Timer" -> name.startsWith("schedule");
      default -> false;
    };
  }

  private static boolean isCalledWithoutArguments(JavaAccess<?> access) {
    return access instanceof JavaCodeUnitAccess<?> call
        && call.getTarget().getRawParameterTypes().isEmpty();
  }

  private static Set<String> mayUse(String from) {
    return MAP.stream()
        .filter(line -> line.name().equals(from))
        .findFirst()
        .map(Line::mayUse)
        .orElseThrow(() -> new AssertionError("Package '" + from + "' is not on the map."));
  }

  private static String relative(JavaClass type) {
    String name = packageOf(type);
    return FACE.contains(name) ? "face" : name;
  }

  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  private static Line line(String name, String... mayUse) {
    return new Line(name, Set.of(mayUse));
  }

  private record Line(String name, Set<String> mayUse) {}
}
