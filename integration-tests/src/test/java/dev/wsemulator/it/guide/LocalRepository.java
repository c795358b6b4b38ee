package dev.wsemulator.it.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A local repository for Maven as it is after {@code mvn install} of this build: everything that
 * the build itself has used, by links, and its own libraries. The guides' Maven needs no network
 * with it; what the consumers' projects need is downloaded to where the build's own libraries are.
 */
public final class LocalRepository {
  private static final String CONFIGURATION = "maven.config";
  private static final String GROUP = "wsemulator";
  private static final Map<String, String> MODULES =
      Map.of(
          "websocket-api-emulator-parent", "..",
          "websocket-api-emulator-api", "../emulator/api",
          "websocket-api-emulator", "../emulator/engine",
          "websocket-api-emulator-junit", "../emulator/junit");

  private final Path folder;
  private final String version;

  private LocalRepository(Path folder, String version) {
    this.folder = folder;
    this.version = version;
  }

  /**
   * Makes such a repository for the consumers' projects, in place of one that is there.
   *
   * @param arguments the repository that this build uses, the folder of the new one, and the
   *     version of the build's own libraries
   */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    Workplace.delete(folder);
    new LocalRepository(folder, arguments[2]).fill(Path.of(arguments[0]));
  }

  /** Makes the Maven of a workplace use such a repository, and no network. */
  static void prepare(Workplace workplace) throws IOException {
    Path folder = workplace.notes().resolve("repository");
    new LocalRepository(folder, System.getProperty("projectVersion"))
        .fill(Path.of(System.getProperty("localRepository")));
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

  private void fill(Path used) throws IOException {
    link(used, folder, "dev");
    link(used.resolve("dev"), folder.resolve("dev"), GROUP);
    for (Map.Entry<String, String> module : MODULES.entrySet()) {
      install(module.getKey(), Path.of(module.getValue()));
    }
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
    Path place = folder.resolve("dev").resolve(GROUP).resolve(artifact).resolve(version);
    Files.createDirectories(place);
    String name = artifact + "-" + version;
    Files.copy(module.resolve("pom.xml"), place.resolve(name + ".pom"));
    Path jar = module.resolve("target").resolve(name + ".jar");
    if (Files.exists(jar)) {
      Files.createSymbolicLink(place.resolve(name + ".jar"), jar.toRealPath());
    }
  }
}
