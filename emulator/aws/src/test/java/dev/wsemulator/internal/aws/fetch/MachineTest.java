package dev.wsemulator.internal.aws.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class MachineTest {
  private final Place place = new Place(Path.of("/home/user"));

  @Test
  void theCacheFolderIsWhereTheUsersOfEachSystemHaveSuchFolders() {
    assertThat(place.machine().cacheFolder()).isEqualTo(Path.of("/home/user/.cache/wsemulator"));
    place.properties.put("os.name", "Mac OS X");
    assertThat(place.machine().cacheFolder())
        .isEqualTo(Path.of("/home/user/Library/Caches/wsemulator"));
    place.properties.put("os.name", "Windows 11");
    place.variables.put("LOCALAPPDATA", "/local");
    assertThat(place.machine().cacheFolder()).isEqualTo(Path.of("/local/wsemulator/cache"));
  }

  @Test
  void whatTheUserNamesCountsMost() {
    place.variables.put("XDG_CACHE_HOME", "/xdg");
    assertThat(place.machine().cacheFolder()).isEqualTo(Path.of("/xdg/wsemulator"));
    place.variables.put("WSEMULATOR_CACHE", "/mine");
    assertThat(place.machine().cacheFolder()).isEqualTo(Path.of("/mine"));
    place.properties.put("wsemulator.cache", "/ours");
    assertThat(place.machine().cacheFolder()).isEqualTo(Path.of("/ours"));
  }

  @Test
  void aRelativeOrEmptyXdgFolderDoesNotCount() {
    place.variables.put("XDG_CACHE_HOME", "cache");
    assertThat(place.machine().cacheFolder()).isEqualTo(Path.of("/home/user/.cache/wsemulator"));
    place.variables.put("XDG_CACHE_HOME", "");
    assertThat(place.machine().cacheFolder()).isEqualTo(Path.of("/home/user/.cache/wsemulator"));
  }
}
