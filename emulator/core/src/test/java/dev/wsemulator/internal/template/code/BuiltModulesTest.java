package dev.wsemulator.internal.template.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code that Maven, Gradle or Serverless Framework has built. */
class BuiltModulesTest {
  @TempDir private Path temporary;
  private TemplateFolder folder;
  private Path module;

  @BeforeEach
  void createFolder() throws IOException {
    folder = TemplateFolder.in(temporary);
    module = Files.createDirectories(folder.folder().resolve("module"));
  }

  private Stack stack() {
    return folder.sam(TemplateFolder.ECHO.replace("CodeUri: code", "CodeUri: module"));
  }

  private List<Path> classPath() {
    return ((FunctionDefinition.Files) stack().functions().get(0).code()).classPath();
  }

  private Path file(String name) throws IOException {
    Path file = module.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private Path zip(String name, String... entries) throws IOException {
    Path file = module.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
      }
    }
    return file;
  }

  private static void age(Path file, long seconds) throws IOException {
    Instant then = Files.getLastModifiedTime(file).toInstant().minusSeconds(seconds);
    Files.setLastModifiedTime(file, FileTime.from(then));
  }

  @ParameterizedTest
  @CsvSource({"pom.xml, target", "build.gradle, build", "build.gradle.kts, build"})
  void whatQuarkusMadeForLambdaIsTaken(String buildFile, String output) throws IOException {
    file(buildFile);
    Files.createDirectories(module.resolve(output + "/classes"));
    zip(output + "/function.zip", "lib/a.jar");
    assertThat(classPath())
        .extracting(path -> path.getFileName().toString())
        .last()
        .isEqualTo("a.jar");
  }

  @ParameterizedTest
  @CsvSource({
    "build/distributions/chat.zip, lib/a.jar",
    "build/libs/chat-all.jar, chat/Chat.class",
    "build/libs/chat-0.1-lambda.zip, lib/a.jar",
    "build/libs/chat.jar, com/amazonaws/services/lambda/runtime/Context.class",
  })
  void whatGradleMadeForLambdaIsTaken(String name, String entry) throws IOException {
    file("build.gradle");
    zip("build/libs/chat-plain.jar", "com/amazonaws/services/lambda/runtime/Context.class");
    zip("build/libs/chat-1.jar", "chat/Chat.class");
    zip("build/distributions/chat-1.zip", "chat-1/lib/a.jar", "chat-1/bin/chat");
    Path archive = zip(name, entry);
    if (name.endsWith(".jar")) {
      assertThat(classPath()).containsExactly(archive);
    } else {
      assertThat(classPath()).hasSize(2);
    }
  }

  @Test
  void theNewestOfSeveralArchivesIsTaken() throws IOException {
    file("build.gradle");
    age(zip("build/libs/chat-2-all.jar", "a.class"), 60);
    Path newest = zip("build/libs/chat-1-all.jar", "a.class");
    assertThat(classPath()).containsExactly(newest);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void gradleIsAskedOnceForAllFunctionsOfAModule() throws IOException {
    file("build.gradle.kts");
    Path classes = Files.createDirectories(module.resolve("build/classes/java/main"));
    Path library = file("library.jar");
    Path asked = module.resolve("asked");
    wrapper(
        "gradlew",
        "echo x >> '%s'; for a in \"$@\"; do case $a in -Dwsemulator.classpath=*) printf '%s' > \"${a#*=}\";; esac; done"
            .formatted(asked, classes + File.pathSeparator + library));
    String echo = TemplateFolder.ECHO.replace("CodeUri: code", "CodeUri: module");
    Stack stack = folder.sam(echo + echo.replace("Echo:", "Other:"));
    assertThat(stack.functions())
        .extracting(one -> ((FunctionDefinition.Files) one.code()).classPath())
        .containsExactly(List.of(classes, library), List.of(classes, library));
    assertThat(Files.readAllLines(asked)).hasSize(1);
  }

  private void wrapper(String name, String script) throws IOException {
    Path file = Files.writeString(module.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aModuleThatGradleCannotBuildIsTold() throws IOException {
    file("build.gradle");
    file("settings.gradle");
    wrapper("gradlew", "exit 1");
    assertThatThrownBy(this::stack)
        .hasMessageContaining("template.yaml:3: The Gradle module " + module + " is not built")
        .hasMessageContaining("Run there, to see why: " + module.resolve("gradlew") + " build");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void mavenIsAskedOnceThoughTheClassPathStays() throws IOException {
    Path pom = file("pom.xml");
    Path classes = Files.createDirectories(module.resolve("target/classes"));
    Path known = module.resolve("target/websocket-api-emulator.classpath");
    Files.writeString(known, "/a.jar");
    age(known, 60);
    Path asked = module.resolve("asked");
    wrapper("mvnw", "echo x >> '%s'".formatted(asked)); // as Maven, it leaves a file that is right
    assertThat(classPath()).containsExactly(classes, Path.of("/a.jar"));
    assertThat(classPath()).containsExactly(classes, Path.of("/a.jar"));
    assertThat(Files.readAllLines(asked)).hasSize(1);
    assertThat(Files.getLastModifiedTime(known)).isEqualTo(Files.getLastModifiedTime(pom));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aModuleThatNeedsOthersIsAskedForFromTheRootOfItsProject() throws IOException {
    file("pom.xml");
    Files.createDirectories(module.resolve("target/classes"));
    Files.createFile(folder.folder().resolve("pom.xml"));
    wrapper(
        "mvnw",
        "case \"$*\" in *'-pl module -am compile'*) printf '/sibling/classes' > '%s/target/websocket-api-emulator.classpath';; *) exit 1;; esac"
            .formatted(module));
    assertThat(classPath()).contains(Path.of("/sibling/classes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"service\": {\"functions\": {\"say-hello\": {\"package\": {\"artifact\": \"build/chat.jar\"}}}}}",
        "{\"service\": {\"package\": {\"artifact\": \"build/chat.jar\"}}}",
        "{\"service\": {\"initialServerlessConfig\": {\"package\": {\"artifact\": \"build/chat.jar\"}}}, \"package\": {\"artifact\": \"chat.jar\"}}",
      })
  void theCodeOfServerlessFrameworkIsFoundByItsStateFile(String state) throws IOException {
    Path jar = Files.createDirectories(folder.folder().resolve("build")).resolve("chat.jar");
    zip(jar.toString(), "a.class");
    folder.file(".serverless/serverless-state.json", state);
    Path file =
        folder.file(
            ".serverless/cloudformation-template-update-stack.json",
            "{\"Resources\": {\"SayDashhelloLambdaFunction\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {\"Role\": \"arn:aws:iam::123456789012:role/r\", \"Handler\": \"a\", \"Runtime\": \"java17\", \"Code\": {\"S3Bucket\": {\"Ref\": \"Deployments\"}, \"S3Key\": \"serverless/chat/dev/1-2026/chat.jar\"}}}, \"Deployments\": {\"Type\": \"AWS::S3::Bucket\"}}}");
    Stack stack = TemplateFolder.load(List.of(file), java.util.Map.of());
    assertThat(((FunctionDefinition.Files) stack.functions().get(0).code()).classPath())
        .containsExactly(jar);
  }

  @Test
  void codeInS3IsTakenFromAFileOfItsNameBesideTheTemplate() throws IOException {
    Path jar = zip(folder.folder().resolve("chat.jar").toString(), "a.class");
    String echo =
        TemplateFolder.ECHO.replace("CodeUri: code", "CodeUri: s3://releases/1.0/chat.jar");
    assertThat(((FunctionDefinition.Files) folder.sam(echo).functions().get(0).code()).classPath())
        .containsExactly(jar);
  }
}
