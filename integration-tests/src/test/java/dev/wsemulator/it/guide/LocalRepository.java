package dev.wsemulator.it.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A local repository for Maven as it is after {@code mvn install} of this build: everything that
 * the build itself has used, by links, and its own libraries, so that the guides' Maven needs no
 * network.
 */
final class LocalRepository {
  private static final String CONFIGURATION = "maven.config";
  private static final String GROUP = "wsemulator";
  private static final Map<String, String> MODULES =
      Map.of(
          "websocket-api-emulator-parent", "..",
          "websocket-api-emulator-api", "../emulator/api",
          "websocket-api-emulator", "../emulator/engine",
          "websocket-api-emulator-junit", "../emulator/junit");

  private final Path folder;

  private LocalRepository(Path folder) {
    this.folder = folder;
  }

  /** Makes the Maven of a workplace use such a repository, and no network. */
  static void prepare(Workplace workplace) throws IOException {
    Path folder = workplace.notes().resolve("repository");
    LocalRepository repository = new LocalRepository(Files.createDirectory(folder));
    Path used = Path.of(System.getProperty("localRepository"));
    repository.link(used, folder, "dev");
    repository.link(used.resolve("dev"), folder.resolve("dev"), GROUP);
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      repository.install(module.getKey(), Path.of(module.getValue()));
    }
    Path configuration = Files.createDirectory(workplace.folder().resolve(".mvn"));
    Files.writeString(
        configuration.resolve(CONFIGURATION), "-o\n-B\n-Dmaven.repo.local=" + folder + "\n");
  }

  /** Lets Maven download what this build has not used, or skips the test where it may not. */
  static void allowDownloads(Workplace workplace) throws IOException {
    Assumptions.assumeTrue(
        "true".equals(System.getenv("WSEMULATOR_TEST_DOWNLOADS")),
        "WSEMULATOR_TEST_DOWNLOADS=true does not allow this test to download libraries.");
    Path configuration = workplace.folder().resolve(".mvn").resolve(CONFIGURATION);
    Files.writeString(configuration, Files.readString(configuration).replace("-o\n", ""));
  }

  private void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> groups = Files.list(from)) {
      for (Path group : groups.toList()) {
        if (!group.getFileName().toString().equals(except)) {
          Files.createSymbolicLink(to.resolve(group.getFileName()), group.toRealPath());
        }
      }
    }
  }

  private void install(String artifact, Path module) throws IOException {
    String version = System.getProperty("projectVersion");
    Path place = folder.resolve("dev").resolve(GROUP).resolve(artifact).resolve(version);
    Files.createDirectories(place);
    String name = artifact + "-" + version;
    Files.copy(module.resolve("pom.xml"), place.resolve(name + ".pom"));
    Path jar = module.resolve("target").resolve(name + ".jar");
    if (Files.exists(jar)) {
      Files.copy(jar, place.resolve(name + ".jar"));
    }
  }
}
