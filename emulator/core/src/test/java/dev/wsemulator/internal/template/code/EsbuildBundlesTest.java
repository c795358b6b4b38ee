package dev.wsemulator.internal.template.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.lambda.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Functions that SAM bundles by esbuild, with a program that stands in for it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The stand-in for esbuild is a shell script.")
class EsbuildBundlesTest {
  /** Writes what it was called with into the folder of the bundle. */
  private static final String STAND_IN =
      """
      #!/bin/sh
      for one in "$@"; do
        case $one in --outdir=*) folder=${one#--outdir=} ;; esac
      done
      if [ -f broken ]; then echo "X [ERROR] Expected ;"; exit 1; fi
      printf '%s\\n' "$@" > "$folder/app.js"
      echo made >> "$folder/made"
      """;

  private static final String FUNCTION =
      """
        Echo:
          Type: AWS::Serverless::Function
          Metadata:
            BuildMethod: esbuild
            BuildProperties:
              Minify: true
              Sourcemap: false
              Target: es2022
              MainFields: [module, main]
              External: ["@aws-sdk/*", pg]
              EntryPoints: [src/app.ts]
          Properties: {Handler: app.handler, Runtime: nodejs22.x, CodeUri: src}
      """;

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = TemplateFolder.in(temporary);
    Files.createDirectories(folder.folder().resolve("src"));
  }

  private void install() throws IOException {
    Path bin = Files.createDirectories(folder.folder().resolve("node_modules/.bin"));
    Path program = Files.writeString(bin.resolve("esbuild"), STAND_IN);
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private Path bundle() {
    ChildProcess code = (ChildProcess) folder.sam(FUNCTION).functions().get(0).code();
    return code.place().orElseThrow();
  }

  @Test
  void theOptionsOfTheTemplateAreThoseOfEsbuild() throws IOException {
    install();
    assertThat(Files.readAllLines(bundle().resolve("app.js")))
        .contains(
            "--bundle",
            "--platform=node",
            "--minify",
            "--target=es2022",
            "--main-fields=module,main",
            "--external:@aws-sdk/*",
            "--external:pg",
            "src/app.ts")
        .noneMatch(option -> option.startsWith("--sourcemap"));
  }

  @Test
  void aBundleIsMadeAnewInItsFolderOnlyWhenSourcesHaveChanged() throws IOException {
    install();
    Path first = bundle();
    assertThat(bundle()).isEqualTo(first);
    assertThat(first.resolve("made")).hasContent("made");
    Files.writeString(folder.folder().resolve("src/app.ts"), "export const handler = 1;");
    assertThat(bundle()).isEqualTo(first);
    assertThat(first.resolve("made")).hasContent("made\nmade");
  }

  @Test
  void whatEsbuildSaysOfAnErrorIsSaid() throws IOException {
    install();
    Files.writeString(folder.folder().resolve("src/broken"), "");
    assertThat(folder.problemsOfSam(FUNCTION))
        .singleElement()
        .asString()
        .contains("esbuild fails in", "X [ERROR] Expected ;", "Or run: sam build");
  }

  @Test
  void aMissingEsbuildIsSaidToBeMissing() {
    assertThat(folder.problemsOfSam(FUNCTION))
        .singleElement()
        .asString()
        .contains("The code of Echo is not built: esbuild is not installed in", "npm install");
  }

  /** The template of {@code sam build} still says how the bundle was made. */
  @Test
  void aBundleThatSamHasMadeIsUsedAsItIs() throws IOException {
    Files.writeString(folder.folder().resolve("src/app.js"), "");
    String built = FUNCTION.replace("src/app.ts", "functions/app.ts");
    ChildProcess code = (ChildProcess) folder.sam(built).functions().get(0).code();
    assertThat(code.place()).contains(folder.folder().resolve("src"));
  }
}
