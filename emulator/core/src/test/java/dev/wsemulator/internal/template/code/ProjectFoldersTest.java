package dev.wsemulator.internal.template.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the programs of a project are looked for. */
class ProjectFoldersTest {
  @TempDir private Path outer;
  private Path project;
  private Path module;

  @BeforeEach
  void createModule() throws IOException {
    project = outer.resolve("project");
    module = Files.createDirectories(project.resolve("functions/hello"));
  }

  private static boolean hasSettings(Path folder) {
    return Files.exists(folder.resolve("settings"));
  }

  private static void letAllWrite(Path folder) throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void theRootOfTheBuildIsTheLast() throws IOException {
    Files.createFile(outer.resolve("settings"));
    Files.createFile(project.resolve("settings"));
    assertThat(ProjectFolders.upTo(module, ProjectFoldersTest::hasSettings))
        .containsExactly(module, module.getParent(), project);
  }

  @Test
  void theRootOfTheRepositoryIsTheLast() throws IOException {
    Files.createDirectory(project.resolve(".git"));
    assertThat(ProjectFolders.upTo(module, ProjectFoldersTest::hasSettings))
        .containsExactly(module, module.getParent(), project);
  }

  @Test
  void aModuleWithoutAProjectIsAlone() {
    assertThat(ProjectFolders.upTo(module, folder -> false)).containsExactly(module);
  }

  @Test
  void aFolderThatAllMayWriteToIsOfNoProject() throws IOException {
    letAllWrite(project);
    Files.createFile(project.resolve("settings"));
    assertThat(ProjectFolders.upTo(module, ProjectFoldersTest::hasSettings))
        .containsExactly(module);
    assertThat(ProjectFolders.asLongAs(module, folder -> true))
        .containsExactly(module, module.getParent());
  }

  @Test
  void theRootOfTheFileSystemIsOfNoProject() {
    assertThat(ProjectFolders.asLongAs(module, folder -> true)).doesNotContain(module.getRoot());
    assertThat(ProjectFolders.upTo(module, folder -> folder.getParent() == null))
        .containsExactly(module);
  }
}
