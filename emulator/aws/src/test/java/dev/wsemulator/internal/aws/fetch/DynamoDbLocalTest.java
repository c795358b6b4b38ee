package dev.wsemulator.internal.aws.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DynamoDbLocalTest {
  @TempDir private Path home;
  private final List<String> said = new ArrayList<>();
  private final AtomicInteger fetches = new AtomicInteger();
  private Place place;

  @BeforeEach
  void inAHome() {
    place = new Place(home);
  }

  private DynamoDbLocal with(Resolver resolver) {
    return new DynamoDbLocal(Place.JAR, place.machine(), resolver);
  }

  private DynamoDbLocal online() {
    return with(
        (jar, folder) -> {
          fetches.incrementAndGet();
          return Place.write(folder.resolve("some/where.jar"), Place.CONTENT);
        });
  }

  private static DynamoDbLocal sending(Place place, byte[] content) {
    return new DynamoDbLocal(
        Place.JAR, place.machine(), (jar, folder) -> Place.write(folder.resolve("x"), content));
  }

  private DynamoDbLocal offline() {
    return with(
        (jar, folder) -> {
          throw new IOException("asked https://repo.example: repo.example is unknown");
        });
  }

  private static List<String> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aJarThatAnyBuildHasLeftIsUsedWhereItIsAndNothingIsSaid() {
    Path there = Place.write(Place.JAR.inRepository(home.resolve(".m2/repository")), Place.CONTENT);
    assertThat(offline().jar(said::add)).isEqualTo(there);
    assertThat(said).isEmpty();
    assertThat(place.cache()).doesNotExist();
  }

  @Test
  void elseItIsFetchedOnceAfterALineThatNamesItsLicence() throws IOException {
    Path jar = online().jar(said::add);
    assertThat(jar)
        .isEqualTo(place.cache().resolve("thing-1.0.jar"))
        .hasBinaryContent(Place.CONTENT);
    assertThat(said)
        .singleElement()
        .asString()
        .contains("org.example:thing:1.0", "License", "https:");
    assertThat(said.get(0)).doesNotContain("\n");

    assertThat(online().jar(said::add)).isEqualTo(jar);
    assertThat(fetches).hasValue(1);
    assertThat(said).hasSize(1);
    assertThat(filesOf(place.cache()))
        .containsExactly("checked-" + Place.JAR.sha256() + ".txt", "fetch.lock", "thing-1.0.jar");
  }

  @Test
  void aFileThatWasCheckedIsReadAgainOnlyIfItHasChangedSince() throws IOException {
    Files.createDirectories(place.cache());
    Path there = Place.write(Place.JAR.inRepository(home.resolve(".m2/repository")), Place.CONTENT);
    FileTime time = Files.getLastModifiedTime(there);
    assertThat(offline().isFound()).isTrue();

    Files.write(there, new byte[(int) Files.size(there)]);
    Files.setLastModifiedTime(there, time);
    assertThat(offline().isFound()).as("not read").isTrue();

    Files.setLastModifiedTime(there, FileTime.from(time.toInstant().plusSeconds(1)));
    assertThat(offline().isFound()).as("read").isFalse();
  }

  @Test
  void aDamagedFileInTheCacheIsReplacedAndNamed() {
    Path cached = Place.write(place.cache().resolve("thing-1.0.jar"), "half a j");
    assertThat(online().jar(said::add)).isEqualTo(cached).hasBinaryContent(Place.CONTENT);
    assertThat(said.get(0)).startsWith("Damaged, and so not used: " + cached + ". ");
  }

  @Test
  void aDamagedFileStaysAsItIsWhereNothingCanBeFetchedAndIsNamed() {
    Path cached = Place.write(place.cache().resolve("thing-1.0.jar"), "half a j");
    Path local = Place.write(Place.JAR.inRepository(home.resolve(".m2/repository")), "");
    assertThatThrownBy(() -> offline().jar(said::add))
        .hasMessageContaining("Damaged, and so not used: " + cached + ", " + local + ". ");
    assertThat(cached).hasContent("half a j");
  }

  @Test
  void whereItCannotBeFetchedASentenceSaysWhyAndWhatToDo() throws IOException {
    assertThatThrownBy(() -> offline().jar(said::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "DynamoDB Local cannot be had: asked https://repo.example: repo.example is unknown. ")
        .hasMessageContainingAll(
            place.cache().toString(),
            "websocket-api-emulator.jar fetch",
            "mvn dependency:get -Dartifact=org.example:thing:1.0",
            "--backend URL",
            "AwsEnvironment.of(URL)");
    assertThat(filesOf(place.cache())).containsExactly("fetch.lock");
  }

  @Test
  void whatIsNotTheVeryJarIsNotKept() throws IOException {
    DynamoDbLocal tampered = sending(place, "another jar".getBytes());
    assertThatThrownBy(() -> tampered.jar(said::add))
        .hasMessageContaining("what came is not thing-1.0.jar as Amazon has published it");
    assertThat(filesOf(place.cache())).containsExactly("fetch.lock");
  }

  @Test
  void whatAKilledProcessHasLeftIsNeitherUsedNorKept() throws IOException {
    Place.write(place.cache().resolve("fetching-123/some/where.jar"), "half a j");
    online().jar(said::add);
    assertThat(filesOf(place.cache())).containsExactly("fetch.lock", "thing-1.0.jar");
  }

  @Test
  void aCacheFolderThatCannotBeWrittenToIsNamedWithWhatToDo() {
    Path file = Place.write(home.resolve("file"), "");
    place.variables.put("WSEMULATOR_CACHE", file.resolve("cache").toString());
    assertThatThrownBy(() -> online().jar(said::add))
        .hasMessageContaining("the folder " + file.resolve("cache") + " cannot be written to")
        .hasMessageContaining("WSEMULATOR_CACHE");
    assertThat(fetches).hasValue(0);
    assertThat(said).isEmpty();
  }

  @Test
  void aCacheFolderThatHasTheJarNeedNotBeWritable() throws IOException {
    Path cached = Place.write(place.cache().resolve("thing-1.0.jar"), Place.CONTENT);
    assertThat(place.cache().toFile().setWritable(false)).isTrue();
    assertThat(offline().jar(said::add)).isEqualTo(cached);
    assertThat(offline().fetch(place.cache(), said::add)).isEqualTo(cached);
    // Only the note that it was checked is written, and only by root.
    assertThat(filesOf(place.cache())).contains("thing-1.0.jar").doesNotContain("fetch.lock");
    assertThat(place.cache().toFile().setWritable(true)).isTrue();
  }

  @Test
  void manyThatNeedItAtOnceAllGetItAndItIsFetchedOnce() {
    List<CompletableFuture<Path>> all =
        IntStream.range(0, 8)
            .mapToObj(number -> CompletableFuture.supplyAsync(() -> online().jar(text -> {})))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join))
        .containsOnly(place.cache().resolve("thing-1.0.jar"));
    assertThat(fetches).hasValue(1);
  }

  @Test
  void fetchAheadCopiesWhatIsFoundIntoTheFolder() {
    Path there = Place.write(Place.JAR.inRepository(home.resolve(".m2/repository")), Place.CONTENT);
    Path to = home.resolve("image/cache");
    Path jar = offline().fetch(to, said::add);
    assertThat(jar).isEqualTo(to.resolve("thing-1.0.jar")).hasBinaryContent(Place.CONTENT);
    assertThat(there).exists();
    assertThat(offline().fetch(to, said::add)).isEqualTo(jar);
    assertThat(said).isEmpty();
  }

  @Test
  void fetchAheadFetchesWhatIsNotFound() {
    Path jar = online().fetch(home.resolve("cache"), said::add);
    assertThat(jar).hasBinaryContent(Place.CONTENT);
    assertThat(said).hasSize(1);
  }
}
