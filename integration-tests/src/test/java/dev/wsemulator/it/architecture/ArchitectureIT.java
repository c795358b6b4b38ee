package dev.wsemulator.it.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The package map of all modules. Change {@code architecture.txt} first, then move the code. */
class ArchitectureIT {
  private static final Path MAP = Path.of("src/test/resources/architecture.txt");
  private static final List<String> MODULES =
      List.of("emulator/api", "emulator/core", "emulator/aws", "emulator/junit", "emulator/cli");

  private static final String ROOT = "dev.wsemulator";
  private static final int LARGEST_KNOT = 4;
  private static final int LARGEST_PACKAGE = 25;

  private static JavaClasses classes;
  private static PackageMap map;

  @BeforeAll
  static void read() throws IOException {
    classes =
        new ClassFileImporter()
            .importPaths(
                MODULES.stream().map(each -> Path.of("..", each, "target", "classes")).toList());
    map = PackageMap.read(MAP);
  }

  @Test
  void everyLineOfTheMapNamesOnlyLinesAboveIt() {
    Set<String> above = new HashSet<>();
    map.uses()
        .forEach(
            (name, used) -> {
              assertThat(above).as("lines above %s", name).containsAll(used);
              above.add(name);
            });
  }

  @Test
  void thePackagesUseExactlyWhatTheMapSays() {
    Map<String, Set<String>> actual = new TreeMap<>();
    for (JavaClass type : classes) {
      String from = PackageMap.name(type.getPackageName());
      Set<String> used = actual.computeIfAbsent(from, name -> new TreeSet<>());
      usedBy(type).stream()
          .map(target -> PackageMap.name(target.getPackageName()))
          .filter(to -> !to.equals(from))
          .forEach(used::add);
    }
    assertThat(lines(actual)).containsExactlyInAnyOrderElementsOf(lines(map.uses()));
  }

  @Test
  void noKnotOfClassesIsLarge() {
    Map<String, Set<String>> graph = new TreeMap<>();
    for (JavaClass type : classes) {
      String from = topLevel(type).getName();
      Set<String> used = graph.computeIfAbsent(from, name -> new TreeSet<>());
      usedBy(type).stream()
          .filter(classes::contains)
          .map(target -> topLevel(target).getName())
          .filter(to -> !to.equals(from))
          .forEach(used::add);
    }
    graph.values().forEach(used -> used.retainAll(graph.keySet()));
    assertThat(ClassCycles.of(graph))
        .allSatisfy(knot -> assertThat(knot.size()).isLessThanOrEqualTo(LARGEST_KNOT));
  }

  @Test
  void noPackageIsLarge() {
    Map<String, List<JavaClass>> packages =
        classes.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .filter(
                type -> !type.isAnnotation() || !type.getModifiers().contains(JavaModifier.PUBLIC))
            .collect(groupingBy(JavaClass::getPackageName));
    assertThat(packages)
        .allSatisfy(
            (name, types) -> assertThat(types).as(name).hasSizeLessThanOrEqualTo(LARGEST_PACKAGE));
  }

  /** But for programs of their own, and for what functions have in place of the JDK's clocks. */
  @Test
  void onlyTheTimePackageReadsAClockOrSleeps() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".time", ROOT + ".internal.function.process.jvm")
        .and()
        .haveNameNotMatching(".*\\.internal\\.function\\.substitute\\.Function(Timers|Clock).*")
        .should()
        .accessTargetWhere(describe("reads a clock or sleeps", ArchitectureIT::readsAClockOrSleeps))
        .check(classes);
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

  private static List<String> lines(Map<String, Set<String>> uses) {
    return uses.entrySet().stream()
        .map(each -> (each.getKey() + ": " + String.join(" ", each.getValue())).strip())
        .toList();
  }

  private static Set<JavaClass> usedBy(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(target -> PackageMap.isOurs(target.getPackageName()))
        .collect(toSet());
  }

  private static JavaClass topLevel(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }
}
