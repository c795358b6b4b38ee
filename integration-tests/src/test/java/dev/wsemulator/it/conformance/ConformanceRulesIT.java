package dev.wsemulator.it.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What keeps the conformance tests apart from the emulator. */
class ConformanceRulesIT {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPackages("dev.wsemulator.it.conformance");

  @Test
  void everyClassOfTestsSaysWhetherItWasVerifiedOnAws() {
    classes()
        .that()
        .areAnnotatedWith(ExtendWith.class)
        .should()
        .beAnnotatedWith(VerifiedOnAws.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheDeploymentKnowsTheEmulator() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Deployment.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.wsemulator",
            "dev.wsemulator.api..",
            "dev.wsemulator.aws..",
            "dev.wsemulator.internal..",
            "dev.wsemulator.journal..",
            "dev.wsemulator.junit..",
            "dev.wsemulator.lambda..",
            "dev.wsemulator.stack..",
            "dev.wsemulator.time..")
        .check(CLASSES);
  }
}
