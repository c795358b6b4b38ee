package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.lambda.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Most users of Windows may not make links.")
class CodeFoldersTest {
  private static final String CODE =
      "exports.handler = async () => require('@aws-sdk/client-s3').words;";

  @TempDir private Path folder;
  private Path shared;
  private CodeFolders folders;

  @BeforeEach
  void create() throws IOException {
    shared = folder.toRealPath().resolve("cache/nodejs/node_modules");
    folders = new CodeFolders(folder.resolve("own"), shared);
  }

  private NodeFunction inline() {
    Path root = folders.of(ChildProcess.inline("nodejs20.x", "index.handler", CODE)).taskRoot();
    return new NodeFunction(root).start("index.handler");
  }

  @Test
  void inlineCodeFindsThePackagesThatAllFunctionsShare() throws IOException {
    Path module = Files.createDirectories(shared.resolve("@aws-sdk/client-s3"));
    Files.writeString(module.resolve("index.js"), "exports.words = 'shared';");
    try (NodeFunction function = inline()) {
      assertThat(function.api().invoke("{}").body()).isEqualTo("\"shared\"");
    }
  }

  @Test
  void aPackageThatIsMissingIsInstalledWhereInlineCodeFindsIt() {
    try (NodeFunction function = inline()) {
      assertThat(function.api().invoke("{}").body()).contains("Cannot find module");
      assertThat(function.process().errorLine())
          .contains(
              "run \"npm install --prefix %s @aws-sdk/client-s3\".".formatted(shared.getParent()));
    }
  }
}
