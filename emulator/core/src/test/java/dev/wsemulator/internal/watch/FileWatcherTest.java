package dev.wsemulator.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes are told when they are over, however they are made. */
class FileWatcherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final AtomicInteger told = new AtomicInteger();
  private final List<Boolean> answers = new CopyOnWriteArrayList<>();
  private FileWatcher watcher;

  @AfterEach
  void close() {
    watcher.close();
  }

  private void watch(Path... places) {
    watcher =
        new FileWatcher(
            () -> {
              int number = told.getAndIncrement();
              return number >= answers.size() || answers.get(number);
            });
    watcher.start(List.of(places));
    awaitTold(1);
  }

  private void awaitTold(int times) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(told).hasValueGreaterThanOrEqualTo(times));
  }

  @Test
  void aFileThatIsWrittenAnewIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("template.yaml"), "one");
    watch(file);
    Files.writeString(file, "another");
    awaitTold(2);
  }

  @Test
  void aFileThatAnEditorReplacesIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("template.yaml"), "one");
    watch(file);
    for (int round = 2; round <= 4; round++) {
      Path written = Files.writeString(folder.resolve(".template.yaml.swp"), "two");
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      awaitTold(round);
    }
  }

  @Test
  void aFolderThatIsDeletedAndMadeAnewIsTold() throws IOException {
    Path classes = folder.resolve("target/classes");
    Path file = classes.resolve("app/Handler.class");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "one");
    watch(classes);
    for (Path gone : List.of(file, file.getParent(), classes, classes.getParent())) {
      Files.delete(gone);
    }
    awaitTold(2);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "one");
    awaitTold(3);
    Files.writeString(classes.resolve("app/Other.class"), "one");
    awaitTold(4);
  }

  @Test
  void aPlaceThatIsNotThereYetIsToldWhenItComes() throws IOException {
    Path jar = folder.resolve("build/libs/app.jar");
    watch(jar);
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "one");
    awaitTold(2);
  }

  @Test
  void whatIsNotWellIsLookedAtAgainWithoutAChange() {
    answers.addAll(List.of(false, false, true));
    watch(folder);
    awaitTold(3);
  }

  @Test
  void otherPlacesCountFromTheMomentThatTheyAreWatched() throws IOException {
    Path first = Files.writeString(folder.resolve("first"), "one");
    Path second = Files.writeString(folder.resolve("second"), "one");
    watch(first);
    watcher.watch(List.of(second));
    awaitTold(2);
    Files.writeString(second, "another");
    awaitTold(3);
  }

  @Test
  void filesInHiddenFoldersDoNotCount() throws IOException {
    Path hidden = Files.createDirectory(folder.resolve(".git"));
    Files.writeString(hidden.resolve("index"), "one");
    assertThat(Fingerprint.of(folder).files()).isEmpty();
    assertThat(Fingerprint.of(hidden).files()).hasSize(1);
    watch(folder);
  }
}
