package dev.wsemulator.internal.function.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.CompiledFunctions;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskRootTest {
  @TempDir private Path temporary;

  @Test
  void nothingIsUnpackedAnyMoreWhenItIsClosed() throws IOException {
    Path jar;
    try (CompiledFunctions functions = new CompiledFunctions(temporary)) {
      jar = functions.jar("return event;", Map.of("rules.txt", "be kind"));
    }
    URL own = new URL("jar:" + CodeEntry.url(jar) + "!/rules.txt");
    TaskRoot root = TaskRoot.of(jar);
    assertThat(root.unpacked("rules.txt", own))
        .isEqualTo(CodeEntry.url(root.folder().resolve("rules.txt")));
    root.close();
    assertThat(root.unpacked("rules.txt", own)).isEqualTo(own);
    assertThat(root.folder()).doesNotExist();
  }
}
