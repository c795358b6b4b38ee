package dev.wsemulator.internal.controlplane.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.CodeStore;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionDocumentsTest {
  @TempDir Path folder;

  private Optional<String> warning(String runtime) {
    FunctionDocuments documents =
        new FunctionDocuments(
            new AwsAccount("eu-west-1", "123456789012", TimeSource.system()),
            new CodeStore(folder.resolve("code")),
            (bucket, key) -> Optional.empty(),
            "java99"::equals);
    return documents.warning(new Document(Map.of("FunctionName", "Echo", "Runtime", runtime)));
  }

  @Test
  void aRuntimeIsWarnedOfUnlessAnotherProgramRunsIt() {
    assertThat(warning("java98").orElseThrow())
        .startsWith("The runtime of the function Echo, \"java98\" is newer than this JVM");
    assertThat(warning("java99")).isEmpty();
    assertThat(warning("java17")).isEmpty();
  }
}
