package dev.wsemulator.internal.aws.fetch;

import dev.wsemulator.internal.file.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places on this machine where a build or the emulator may have stored a jar. Places are
 * checked one after the other, so that later ones, such as one from a settings file, cost nothing
 * if an earlier one has the jar. Immutable.
 *
 * @see <a href="https://docs.gradle.org/current/userguide/directory_layout.html">Folders of
 *     Gradle</a>
 */
final class KnownPlaces {
  private static final Logger LOG = LoggerFactory.getLogger(KnownPlaces.class);
  private final Machine machine;

  KnownPlaces(Machine machine) {
    this.machine = machine;
  }

  /** Returns the files of this jar that there are, wherever they are and whatever is in them. */
  Stream<Path> of(NamedJar jar) {
    return Stream.<Supplier<Stream<Path>>>of(
            () -> Stream.of(machine.cacheFolder().resolve(jar.fileName())),
            () -> repositories().stream().map(jar::inRepository),
            () -> ofGradle(jar).stream())
        .flatMap(Supplier::get)
        .filter(Files::isRegularFile);
  }

  /** Returns Maven's local repositories, the likeliest first. */
  private Set<Path> repositories() {
    Set<Path> all = new LinkedHashSet<>();
    machine.folderOfProperty("maven.repo.local").ifPresent(all::add);
    Path mavenOfUser = machine.home().resolve(".m2");
    repositoryOf(mavenOfUser.resolve("settings.xml")).ifPresent(all::add);
    Stream.of("MAVEN_HOME", "M2_HOME")
        .flatMap(name -> machine.folderOfVariable(name).stream())
        .flatMap(maven -> repositoryOf(maven.resolve(Path.of("conf", "settings.xml"))).stream())
        .forEach(all::add);
    all.add(mavenOfUser.resolve("repository"));
    return all;
  }

  private Optional<Path> repositoryOf(Path settings) {
    return new MavenSettings(settings, machine).localRepository();
  }

  /** Gradle keeps a file in a folder that is called as its SHA-1. */
  private List<Path> ofGradle(NamedJar jar) {
    Path cache =
        machine
            .folderOfVariable("GRADLE_USER_HOME")
            .orElseGet(() -> machine.home().resolve(".gradle"))
            .resolve(Path.of("caches", "modules-2", "files-2.1"))
            .resolve(Path.of(jar.groupId(), jar.artifactId(), jar.version()));
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> hashes = Files.list(cache)) {
      return hashes.map(hash -> hash.resolve(jar.fileName())).sorted().toList();
    } catch (IOException e) {
      LOG.debug("{} cannot be read.", cache, e);
      return List.of();
    }
  }
}
