package dev.wsemulator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which packages of the core know a library, load classes or read a clock. */
class ArchitectureTest {
  private static final String ROOT = "dev.wsemulator";

  /** What runs in the JVM of a function. */
  private static final Set<String> PUBLISHED =
      Set.of("", "api", "lambda", "stack", "time", "journal", "fault", "replay", "aws", "feed");

  private static final DescribedPredicate<JavaClass> INTERNAL =
      resideInAPackage(ROOT + ".internal..");

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest
  @CsvSource({
    "internal.json, com.fasterxml.jackson..",
    "internal.template, org.snakeyaml..",
    "internal.function.rewrite internal.function.code, org.objectweb.asm..",
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
            Stream.of(packages.split(" "))
                .map(each -> ROOT + "." + each + "..")
                .toArray(String[]::new))
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
        .resideOutsideOfPackages(ROOT + ".internal.function..", ROOT + ".internal.engine")
        .should()
        .beAssignableTo(ClassLoader.class)
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

  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }
}
