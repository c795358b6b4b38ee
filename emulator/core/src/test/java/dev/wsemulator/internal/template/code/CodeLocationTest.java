package dev.wsemulator.internal.template.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateException;
import dev.wsemulator.testing.Aws;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLocationTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private static String function(String uri) {
    return TemplateFolder.ECHO.replace("CodeUri: code", "CodeUri: " + uri);
  }

  private static List<Path> classPath(Stack stack) {
    return ((FunctionDefinition.Files) stack.functions().get(0).code()).classPath();
  }

  @Aws("OB-127")
  @Test
  void foldersMayBeNamedLikeRoutes() throws IOException {
    folder = TemplateFolder.in(temporary.resolve("$disconnect"));
    Path code = folder.folder().resolve("$connect");
    Files.write(Files.createDirectories(code.resolve("app")).resolve("Echo.class"), new byte[1]);
    assertThat(classPath(folder.sam(function("$connect")))).containsExactly(code);
  }

  private Path touch(String name) throws IOException {
    Path file = folder.folder().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[0]);
  }

  private Path pack(String name, String... entries) throws IOException {
    Path file = folder.folder().resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.closeEntry();
      }
    }
    return file;
  }

  @Test
  void folderInLambdasLayoutIsReadWithItsJars() throws IOException {
    Path jar = touch("code/lib/a.jar");
    touch("code/lib/readme.txt");
    assertThat(classPath(folder.sam(function("code"))))
        .containsExactly(folder.folder().resolve("code"), jar);
  }

  @Test
  void codeThatIsNotNamedIsInTheTemplatesFolder() throws IOException {
    touch("app/Echo.class");
    assertThat(
            classPath(folder.sam(TemplateFolder.ECHO.replace("CodeUri: code", "MemorySize: 512"))))
        .containsExactly(folder.folder());
  }

  @Test
  void jarIsTakenAsItIs() throws IOException {
    Path jar = pack("app.jar", "app/Echo.class");
    assertThat(classPath(folder.sam(function("app.jar")))).containsExactly(jar);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app.zip", "app.jar"})
  void packedJarsAreUnpacked(String name) throws IOException {
    pack(name, "app/Echo.class", "lib/a.jar");
    List<Path> path = classPath(folder.sam(function(name)));
    assertThat(path).hasSize(2);
    assertThat(path.get(0).resolve("app/Echo.class")).exists();
    assertThat(path.get(1)).exists().endsWith(Path.of("lib/a.jar"));
  }

  @Test
  void packedJarsAreKeptAsTheyAreAndWereBefore() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String entry : List.of("lib/a.jar", "lib/ab.jar", "lib/abc.jar", "lib/abcd.jar")) {
      pack("app.zip", entry);
      List<Path> path = classPath(folder.sam(function("app.zip")));
      assertThat(classPath(folder.sam(function("app.zip")))).isEqualTo(path);
      folders.add(path.get(0));
    }
    assertThat(folders).filteredOn(Files::exists).isEqualTo(folders.subList(2, 4));
  }

  @Test
  void zipThatWritesOutsideItsFolderIsRefused() throws IOException {
    pack("app.zip", "../evil.class");
    assertThat(folder.problemsOfSam(function("app.zip")))
        .singleElement()
        .asString()
        .contains("an entry outside its folder");
  }

  @Test
  void fileThatIsNoZipIsRefused() throws IOException {
    touch("app.zip");
    assertThat(folder.problemsOfSam(function("app.zip")))
        .singleElement()
        .asString()
        .contains("neither a jar nor a zip");
  }

  @Test
  void mavenModuleIsReadWithTheClassPathOfItsBuild() throws IOException {
    touch("module/pom.xml");
    Path jar = touch("repository/a.jar");
    Path other = touch("repository/b.jar");
    Files.createDirectories(folder.folder().resolve("module/target/classes"));
    Files.writeString(
        folder.folder().resolve("module/target/websocket-api-emulator.classpath"),
        jar + File.pathSeparator + other + "\n");
    assertThat(classPath(folder.sam(function("module"))))
        .containsExactly(folder.folder().resolve("module/target/classes"), jar, other);
  }

  @Test
  void mavenModuleThatIsNotBuiltIsAProblem() throws IOException {
    touch("module/pom.xml");
    assertThat(folder.problemsOfSam(function("module")))
        .singleElement()
        .asString()
        .contains("is not built. Run mvn package there, or sam build, first.");
  }

  @Test
  void mavenModuleThatOnlySamHasBuiltIsLookedUpThere() throws IOException {
    touch("module/pom.xml");
    touch(".aws-sam/build/Echo/app/Echo.class");
    Path jar = touch(".aws-sam/build/Echo/lib/a.jar");
    assertThat(classPath(folder.sam(function("module"))))
        .containsExactly(folder.folder().resolve(".aws-sam/build/Echo"), jar);
    Files.createDirectories(folder.folder().resolve("module/target/classes"));
    touch("module/target/websocket-api-emulator.classpath");
    assertThat(classPath(folder.sam(function("module"))))
        .containsExactly(folder.folder().resolve("module/target/classes"));
  }

  @Test
  void functionsOfOneModuleHaveWhatSamBuiltForEach() throws IOException {
    touch("module/pom.xml");
    touch(".aws-sam/build/Echo/app/Echo.class");
    touch(".aws-sam/build/Other/app/Echo.class");
    String functions = function("module") + function("module").replace("  Echo:", "  Other:");
    assertThat(folder.sam(functions).functions())
        .extracting(one -> ((FunctionDefinition.Files) one.code()).classPath().get(0))
        .containsExactly(
            folder.folder().resolve(".aws-sam/build/Echo"),
            folder.folder().resolve(".aws-sam/build/Other"));
  }

  @Test
  void functionsOfOneModuleMayShareWhatSamBuilt() throws IOException {
    touch("module/pom.xml");
    touch(".aws-sam/build/Echo-Shared/app/Echo.class");
    String functions = function("module") + function("module").replace("  Echo:", "  Other:");
    folder.file(
        ".aws-sam/build/template.yaml",
        "Resources:\n" + functions.replace("CodeUri: module", "CodeUri: Echo-Shared"));
    assertThat(folder.sam(functions).functions())
        .extracting(one -> ((FunctionDefinition.Files) one.code()).classPath().get(0))
        .containsOnly(folder.folder().resolve(".aws-sam/build/Echo-Shared"));
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void wrapperOfTheProjectTellsTheClassPathOfAMavenModule() throws IOException {
    touch("project/pom.xml");
    touch("project/module/pom.xml");
    Files.createDirectories(folder.folder().resolve("project/module/target/classes"));
    Path wrapper =
        folder.file(
            "project/mvnw",
            """
            #!/bin/sh
            for argument in "$@"; do
              case "$argument" in
                -Dmdep.outputFile=*) echo /a.jar > "${argument#*=}" ;;
              esac
            done
            """);
    assertThat(wrapper.toFile().setExecutable(true)).isTrue();
    assertThat(classPath(folder.sam(function("project/module"))))
        .containsExactly(
            folder.folder().resolve("project/module/target/classes"), Path.of("/a.jar"));
  }

  @Test
  void sourceFolderIsLookedUpWhereSamBuilds() throws IOException {
    touch("source/Echo.java");
    assertThat(folder.problemsOfSam(function("source")))
        .singleElement()
        .asString()
        .contains("holds sources, but no classes");
    touch(".aws-sam/build/Echo/app/Echo.class");
    assertThat(classPath(folder.sam(function("source"))))
        .containsExactly(folder.folder().resolve(".aws-sam/build/Echo"));
  }

  @Test
  void templateThatSamBuiltHasTheNameOfItsApplication() throws IOException {
    touch(".aws-sam/build/Echo/app/Echo.class");
    Path file = folder.folder().resolve(".aws-sam/build/template.yaml");
    Files.writeString(
        file, "Transform: AWS::Serverless-2016-10-31\nResources:\n" + function("Echo"));
    assertThat(Template.of(file).load().functions().get(0).name()).isEqualTo("my-app-Echo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "s3://bucket/key", "{Bucket: a, Key: b}"})
  void codeThatIsNotHereCanBeGiven(String uri) throws IOException {
    assertThat(folder.problemsOfSam(function(uri)))
        .singleElement()
        .asString()
        .contains("--code Echo=PATH");
    Template template = Template.of(folder.folder().resolve("template.yaml"));
    Path code = folder.folder().resolve("code");
    assertThat(classPath(template.code("Echo", code).load())).containsExactly(code);
    assertThat(classPath(template.code("my-app-Echo", code).load())).containsExactly(code);
  }

  @Test
  void codeForAnUnknownFunctionIsAProblem() {
    folder.sam(function("code"));
    Template template =
        Template.of(folder.folder().resolve("template.yaml")).code("Ecko", Path.of("x"));
    Assertions.assertThatThrownBy(template::load)
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(
            "\"Ecko\", which is not a function of this template. Did you mean Echo?");
  }
}
