package dev.wsemulator.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.wsemulator.WebSocketApiEmulator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShownClassesTest {
  private static final ClassLoader OURS = ShownClassesTest.class.getClassLoader();

  private final ShownClasses shown = new ShownClasses(OURS);

  @Test
  void everyPackageOfThePublishedModuleIsShown() {
    Set<String> published =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.wsemulator")
                .stream()
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(ShownClasses.PACKAGES).containsAll(published);
    assertThat(ShownClasses.PACKAGES)
        .filteredOn(name -> name.startsWith("dev.wsemulator"))
        .hasSameSizeAs(published);
  }

  @Test
  void publishedClassesAndLambdasInterfacesAreTheUsersOwn() throws Exception {
    assertThat(shown.loadClass(WebSocketApiEmulator.class.getName()))
        .isSameAs(WebSocketApiEmulator.class);
    assertThat(shown.loadClass(RequestHandler.class.getName())).isSameAs(RequestHandler.class);
    assertThat(shown.getResource(className(RequestHandler.class))).isNotNull();
  }

  @Test
  void nothingElseOfTheUsersClassPathIsSeen() {
    assertThatThrownBy(() -> shown.loadClass("org.slf4j.Logger"))
        .isInstanceOf(ClassNotFoundException.class);
    assertThat(shown.getResource("org/slf4j/Logger.class")).isNull();
    assertThat(shown.getResource("META-INF/wsemulator/api.properties")).isNull();
  }

  @Test
  void aPackageOfTheUserBelowOursIsNotShown() {
    assertThat(ShownClasses.PACKAGES).doesNotContain("dev.wsemulator.translator");
    assertThatThrownBy(() -> shown.loadClass("dev.wsemulator.translator.Connect"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private static String className(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }
}
