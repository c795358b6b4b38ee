package dev.wsemulator.internal.aws.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownPlacesTest {
  private static final String IN_REPOSITORY = "org/example/thing/1.0/thing-1.0.jar";

  @TempDir private Path home;
  private Place place;

  @BeforeEach
  void inAHome() {
    place = new Place(home);
  }

  private KnownPlaces places() {
    return new KnownPlaces(place.machine());
  }

  private Path put(String file) {
    return Place.write(home.resolve(file), Place.CONTENT);
  }

  @Test
  void nothingIsFoundInAnEmptyHome() {
    assertThat(places().of(Place.JAR)).isEmpty();
  }

  @Test
  void theCacheComesFirstThenMavensRepositoriesThenGradlesCache() {
    Path gradle =
        put(".gradle/caches/modules-2/files-2.1/org.example/thing/1.0/abc123/thing-1.0.jar");
    Path usual = put(".m2/repository/" + IN_REPOSITORY);
    Path ofSettings = put("named/" + IN_REPOSITORY);
    Path ofProperty = put("run/" + IN_REPOSITORY);
    Path cached = put(".cache/wsemulator/thing-1.0.jar");
    Place.write(
        home.resolve(".m2/settings.xml"),
        "<settings><!-- <localRepository>/no</localRepository> -->\n"
            + "<localRepository>\n ${user.home}/named </localRepository></settings>");
    place.properties.put("maven.repo.local", home.resolve("run").toString());

    assertThat(places().of(Place.JAR))
        .containsExactly(cached, ofProperty, ofSettings, usual, gradle);
  }

  @Test
  void variablesNameGradlesHomeAndMavensSettings() {
    Path gradle = put("gradle/caches/modules-2/files-2.1/org.example/thing/1.0/0f/thing-1.0.jar");
    Path shared = put("shared/" + IN_REPOSITORY);
    Place.write(
        home.resolve("maven/conf/settings.xml"),
        "<settings><localRepository>${env.REPOSITORY}</localRepository></settings>");
    place.variables.put("GRADLE_USER_HOME", home.resolve("gradle").toString());
    place.variables.put("MAVEN_HOME", home.resolve("maven").toString());
    place.variables.put("REPOSITORY", home.resolve("shared").toString());

    assertThat(places().of(Place.JAR)).containsExactly(shared, gradle);
  }

  @Test
  void settingsThatSayNothingOfARepositoryOrAreNoTextDoNoHarm() {
    Path usual = put(".m2/repository/" + IN_REPOSITORY);
    Place.write(home.resolve(".m2/settings.xml"), new byte[] {(byte) 0xc3, (byte) 0x28});
    assertThat(places().of(Place.JAR)).containsExactly(usual);
  }
}
