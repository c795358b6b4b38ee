package dev.wsemulator.internal.function.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths below {@code /opt} and {@code /var/task} in functions for Python. */
class PythonPathsTest {
  @TempDir private Path folder;
  @TempDir private Path layer;
  private PythonFunction function;

  @BeforeEach
  void create() throws IOException {
    function = PythonFunction.in(folder).withVariable("WSEMULATOR_OPT", layer.toString());
    Files.writeString(layer.resolve("data.txt"), "of the layer");
    Files.createDirectories(layer.resolve("mine"));
    Files.writeString(layer.resolve("mine/words.py"), "WORD = 'found'");
    Path tool = Files.writeString(layer.resolve("tool"), "#!/bin/sh\nprintf \"ran $1\"\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void end() {
    if (function != null) {
      function.close();
    }
  }

  private String answer(String code) {
    function.with("app.py", code).start("app.handler");
    return function.api().invoke("{}").body();
  }

  @Test
  void filesAreReadInEveryWay() {
    function.with("own.txt", "of the code");
    assertThat(
            answer(
                """
                import glob, io, os, pathlib, shutil, tempfile

                def missing():
                    try:
                        open("/opt/none")
                    except OSError as error:
                        return str(error)

                def copied():
                    with tempfile.TemporaryDirectory() as target:
                        return pathlib.Path(shutil.copy2("/opt/data.txt", target)).read_text()

                def handler(event, context):
                    return [
                        open("/opt/data.txt").read(),
                        io.open(file="/opt/data.txt").read(),
                        pathlib.Path("/opt", "data.txt").read_text(),
                        copied(),
                        sorted(os.listdir("/opt")),
                        glob.glob("/opt/*.txt"),
                        os.path.isdir("/opt/mine"),
                        open("/var/task/own.txt").read(),
                        missing(),
                        [name for name in os.environ if name.startswith("WSEM")],
                    ]
                """))
        .isEqualTo(
            "["
                + "\"of the layer\", ".repeat(4)
                + "[\"data.txt\", \"mine\", \"tool\"], [\"/opt/data.txt\"], true, \"of the code\","
                + " \"[Errno 2] No such file or directory: '/opt/none'\", []]");
  }

  @Test
  void modulesAreImportedFromSuchAFolder() {
    assertThat(
            answer(
                """
                import sys
                sys.path.append("/opt/mine")
                from words import WORD

                def handler(event, context):
                    return WORD
                """))
        .isEqualTo("\"found\"");
  }

  @Test
  void programsAreStarted() {
    assertThat(
            answer(
                """
                import subprocess

                def handler(event, context):
                    return [
                        subprocess.check_output(["/opt/tool", "a"], text=True),
                        subprocess.run("/opt/tool", capture_output=True, text=True).stdout,
                        subprocess.check_output("echo shell", shell=True, text=True),
                    ]
                """))
        .isEqualTo("[\"ran a\", \"ran \", \"shell\\n\"]");
  }

  @Test
  void anErrorHasTheFramesOfTheFunctionOnly() {
    assertThat(answer("def handler(event, context):\n    open('/opt/none')\n"))
        .contains("app.py\\\", line 2, in handler")
        .doesNotContain("lambda_paths");
  }
}
