package dev.wsemulator.internal.aws.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a network: all repositories of the settings are on this machine, or nowhere. */
final class MavenResolverTest {
  @TempDir private Path folder;

  private Path bring(String settings) throws IOException {
    Path home = folder.resolve("home");
    Place.write(home.resolve("settings.xml"), "<settings>" + settings + "</settings>");
    return new MavenResolver(home, new Place(folder).machine())
        .bring(Place.JAR, folder.resolve("aside"));
  }

  private static String mirror(String url) {
    return "<mirrors><mirror><id>mirror</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>"
        .formatted(url);
  }

  @Test
  void theMirrorOfTheUsersSettingsIsAskedAndAllIsWrittenAside() throws IOException {
    Path mirror = folder.resolve("mirror");
    Place.write(Place.JAR.inRepository(mirror), Place.CONTENT);
    assertThat(bring(mirror(mirror.toUri().toString())))
        .hasBinaryContent(Place.CONTENT)
        .startsWith(folder.resolve("aside"));
  }

  @Test
  void aRepositoryThatDoesNotAnswerIsNamedWithTheReason() {
    assertThatThrownBy(() -> bring(mirror("http://127.0.0.1:1/maven")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("asked http://127.0.0.1:1/maven")
        .hasMessageContaining("refused");
  }

  @Test
  void settingsThatAreOfflineAreObeyed() {
    assertThatThrownBy(() -> bring("<offline>true</offline>"))
        .isInstanceOf(IOException.class)
        .hasMessage("Maven is offline by its settings, " + folder.resolve("home/settings.xml"));
  }

  @Test
  void settingsThatAreBrokenAreNamed() {
    assertThatThrownBy(() -> bring("<mirrors><mirror>"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("settings");
  }

  @Test
  void aRepositoryWithoutTheJarIsNamed() {
    assertThatThrownBy(() -> bring(mirror(folder.resolve("mirror").toUri().toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mirror");
  }
}
