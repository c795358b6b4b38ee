package dev.wsemulator.internal.aws.fetch;

import dev.wsemulator.internal.file.Machine;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Maven's own resolver, with the repositories, mirrors, proxies and passwords of the user's
 * settings. It is the only class that knows it, so none of it is loaded where nothing is fetched.
 */
final class MavenResolver implements Resolver {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 60_000;

  private final Path mavenOfUser;
  private final Machine machine;

  /**
   * Creates it.
   *
   * @param mavenOfUser the folder with the user's settings, {@code ~/.m2}
   */
  MavenResolver(Path mavenOfUser, Machine machine) {
    this.mavenOfUser = mavenOfUser;
    this.machine = machine;
  }

  @Override
  public Path bring(NamedJar jar, Path folder) throws IOException {
    Path settings = mavenOfUser.resolve("settings.xml");
    if (new MavenSettings(settings, machine).isOffline()) {
      throw new IOException("Maven is offline by its settings, " + settings);
    }
    Thread thread = Thread.currentThread();
    ClassLoader callers = thread.getContextClassLoader();
    thread.setContextClassLoader(MavenResolver.class.getClassLoader());
    try (Context maven = new StandaloneStaticRuntime().create(settings(folder))) {
      List<RemoteRepository> repositories = maven.remoteRepositories();
      ArtifactRequest request =
          new ArtifactRequest(
              new DefaultArtifact(jar.groupId(), jar.artifactId(), "jar", jar.version()),
              repositories,
              "wsemulator");
      try {
        return maven
            .repositorySystem()
            .resolveArtifact(maven.repositorySystemSession(), request)
            .getArtifact()
            .getFile()
            .toPath();
      } catch (ArtifactResolutionException e) {
        throw new IOException(why(e, repositories), e);
      }
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new IOException("Maven's settings cannot be used: " + e.getMessage(), e);
    } finally {
      thread.setContextClassLoader(callers);
    }
  }

  private ContextOverrides settings(Path folder) {
    return ContextOverrides.create()
        .withUserSettings(true)
        .withMavenUserHomeOverride(mavenOfUser)
        .withLocalRepositoryOverride(folder)
        .configProperties(
            Map.of(
                ConfigurationProperties.CONNECT_TIMEOUT, CONNECT_MILLIS,
                ConfigurationProperties.REQUEST_TIMEOUT, SILENCE_MILLIS))
        .build();
  }

  private static String why(ArtifactResolutionException failure, List<RemoteRepository> asked) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String urls = asked.stream().map(RemoteRepository::getUrl).collect(Collectors.joining(", "));
    String reason = first.getMessage() == null ? first.toString() : first.getMessage();
    return "asked " + urls + ": " + reason;
  }
}
