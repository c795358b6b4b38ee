package dev.wsemulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.cli.Rig.Run;
import dev.wsemulator.cli.console.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build has DynamoDB Local in its local repository, so nothing is fetched here. */
class FetchCommandTest {
  @TempDir private Path folder;

  private Path jar() {
    return folder.resolve("cache/DynamoDBLocal-3.3.1.jar");
  }

  @Test
  void putsTheJarIntoTheFolderAndPrintsWhereItIsAndWhatItsLicenceIs() {
    Run run = Run.of("fetch", "--to", folder.resolve("cache").toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo(jar().toString());
    assertThat(run.err())
        .contains("https://aws.amazon.com/dynamodb/dynamodblocallicense/")
        .contains("WSEMULATOR_CACHE=" + folder.resolve("cache"));
    assertThat(jar()).isRegularFile();
  }

  @Test
  void tellsProgramsInJson() {
    Run run = Run.of("fetch", "--to", folder.resolve("cache").toString(), "--output", "json");
    assertThat(run.json().path("file").asText()).isEqualTo(jar().toString());
    assertThat(run.json().path("licence").asText()).contains("dynamodblocallicense");
  }

  @Test
  void aFolderThatCannotBeWrittenToIsAnErrorThatSaysSo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Run run = Run.of("fetch", "--to", file.resolve("cache").toString());
    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("DynamoDB Local cannot be had: the folder " + file.resolve("cache"))
        .contains("--to DIR");
  }
}
