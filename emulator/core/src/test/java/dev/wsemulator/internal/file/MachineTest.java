package dev.wsemulator.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MachineTest {
  private final Map<String, String> properties =
      new HashMap<>(Map.of("user.home", "/home/user", "os.name", "Linux"));
  private final Map<String, String> variables = new HashMap<>();
  private final Machine machine = new Machine(properties::get, variables::get);

  @Test
  void theCacheFolderIsWhereTheUsersOfEachSystemHaveSuchFolders() {
    assertThat(machine.cacheFolder()).isEqualTo(Path.of("/home/user/.cache/wsemulator"));
    properties.put("os.name", "Mac OS X");
    assertThat(machine.cacheFolder()).isEqualTo(Path.of("/home/user/Library/Caches/wsemulator"));
    properties.put("os.name", "Windows 11");
    variables.put("LOCALAPPDATA", "/local");
    assertThat(machine.cacheFolder()).isEqualTo(Path.of("/local/wsemulator/cache"));
  }

  @Test
  void whatTheUserNamesCountsMost() {
    variables.put("XDG_CACHE_HOME", "/xdg");
    assertThat(machine.cacheFolder()).isEqualTo(Path.of("/xdg/wsemulator"));
    variables.put("WSEMULATOR_CACHE", "/mine");
    assertThat(machine.cacheFolder()).isEqualTo(Path.of("/mine"));
    properties.put("wsemulator.cache", "/ours");
    assertThat(machine.cacheFolder()).isEqualTo(Path.of("/ours"));
  }

  @Test
  void aRelativeOrEmptyXdgFolderDoesNotCount() {
    variables.put("XDG_CACHE_HOME", "cache");
    assertThat(machine.cacheFolder()).isEqualTo(Path.of("/home/user/.cache/wsemulator"));
    variables.put("XDG_CACHE_HOME", "");
    assertThat(machine.cacheFolder()).isEqualTo(Path.of("/home/user/.cache/wsemulator"));
  }
}
