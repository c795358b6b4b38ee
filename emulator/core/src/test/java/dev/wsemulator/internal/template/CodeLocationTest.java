package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeLocationTest {
  @TempDir Path folder;

  @Test
  void aJarIsTheWholeClassPath() throws IOException {
    Path jar = Files.createFile(folder.resolve("chat.jar"));
    assertThat(classPath("chat.jar")).containsExactly(jar);
  }

  @Test
  void aFolderInLambdasLayoutHasItsJarsInOrderAndNothingElse() throws IOException {
    Path lib = Files.createDirectories(folder.resolve("code/lib"));
    Path second = Files.createFile(lib.resolve("b.jar"));
    Path first = Files.createFile(lib.resolve("a.jar"));
    Files.createFile(lib.resolve("readme.txt"));
    assertThat(classPath("code")).containsExactly(folder.resolve("code"), first, second);
  }

  @Test
  void aZipIsUnpackedWithItsJars() throws IOException {
    zip("chat.zip", "example/Chat.class", "lib/a.jar");
    List<Path> path = classPath("chat.zip");
    assertThat(path).hasSize(2);
    assertThat(path.get(0).resolve("example/Chat.class")).hasContent("example/Chat.class");
    assertThat(path.get(1)).isEqualTo(path.get(0).resolve("lib/a.jar")).hasContent("lib/a.jar");
  }

  @Test
  void functionsWithTheSameZipShareOneCopy() throws IOException {
    zip("chat.zip", "a.txt");
    CodeLocation code = new CodeLocation(folder, Map.of(), problems());
    assertThat(code.classPath(function("chat.zip"), "one"))
        .isEqualTo(code.classPath(function("chat.zip"), "other"));
  }

  @Test
  void aZipWithAnEntryOutsideItsFolderIsRefused() throws IOException {
    zip("evil.zip", "../escaped.txt");
    refused("evil.zip")
        .hasMessageContaining(
            "template.yaml:7: The code of Chat cannot be read: java.io.IOException: the zip has an"
                + " entry outside its folder: ../escaped.txt.");
  }

  @Test
  void codeThatIsNotThereIsRefusedWithWhatToDo() {
    refused("nowhere")
        .hasMessage(
            "template.yaml:7: The code of Chat is not at %s. Build it, or give its place with"
                + " --code Chat=PATH.",
            folder.resolve("nowhere"));
  }

  @Test
  void aMissingCodeUriIsRefusedWithWhatToDo() {
    refused("")
        .hasMessage(
            "template.yaml:7: Resources.Chat.Properties.CodeUri is not a local path. Give one with"
                + " --code Chat=PATH.");
  }

  @Test
  void codeInS3IsRefused() {
    refused("s3://bucket/key").hasMessageContaining("CodeUri is not a local path");
  }

  @Test
  void aMavenModuleThatIsNotBuiltIsRefused() throws IOException {
    Files.createFile(Files.createDirectory(folder.resolve("module")).resolve("pom.xml"));
    refused("module")
        .hasMessage(
            "template.yaml:7: The Maven module %s is not built. Run mvn package there first.",
            folder.resolve("module"));
  }

  @Test
  void aBuiltMavenModuleHasItsClassesAndTheClassPathThatItsBuildLeft() throws IOException {
    Path module = Files.createDirectory(folder.resolve("module"));
    Files.createFile(module.resolve("pom.xml"));
    Path classes = Files.createDirectories(module.resolve("target/classes"));
    Path jar = folder.resolve("dependency.jar");
    Files.writeString(module.resolve("target/websocket-api-emulator.classpath"), jar + "\n");
    assertThat(classPath("module")).containsExactly(classes, jar);
  }

  @Test
  void codeCanBeGivenByLogicalIdOrByName() throws IOException {
    Path jar = Files.createFile(folder.resolve("other.jar"));
    for (String key : List.of("Chat", "chat-name")) {
      CodeLocation code = new CodeLocation(folder, Map.of(key, jar), problems());
      assertThat(code.classPath(function("nowhere"), "chat-name")).containsExactly(jar);
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String uri) {
    return assertThatThrownBy(() -> classPath(uri));
  }

  private List<Path> classPath(String uri) {
    Problems problems = problems();
    List<Path> path =
        new CodeLocation(folder, Map.of(), problems).classPath(function(uri), "chat-name");
    problems.throwIfAny();
    return path;
  }

  private static Problems problems() {
    return new Problems(Path.of("template.yaml"));
  }

  private static Resource function(String uri) {
    Value properties = Value.map(8, Map.of("CodeUri", Value.text(9, uri)));
    return new Resource("Chat", "AWS::Serverless::Function", properties, 7);
  }

  private void zip(String name, String... entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(entry.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }
}
