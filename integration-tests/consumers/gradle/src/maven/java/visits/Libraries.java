package visits;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.graph.selector.AndDependencySelector;
import org.eclipse.aether.util.graph.selector.OptionalDependencySelector;
import org.eclipse.aether.util.graph.selector.ScopeDependencySelector;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.graph.transformer.JavaScopeDeriver;
import org.eclipse.aether.util.graph.transformer.JavaScopeSelector;
import org.eclipse.aether.util.graph.transformer.SimpleOptionalitySelector;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;

/**
 * Chooses libraries as Gradle does from the poms of Maven: the highest version that anything asks
 * for, whatever is nearest; no dependency management but that of the pom that asks; for compiling
 * only what is of scope {@code compile} all the way.
 */
final class Libraries {
  private final List<Dependency> wanted;

  Libraries(List<String> wanted) {
    this.wanted =
        wanted.stream().map(DefaultArtifact::new).map(a -> new Dependency(a, "compile")).toList();
  }

  /** Returns the jars to compile with. */
  List<Path> toCompile() throws DependencyResolutionException {
    return resolve(Set.of("test", "provided", "runtime"), (node, parents) -> isCompile(node));
  }

  /** Returns the jars to run with. */
  List<Path> toRun() throws DependencyResolutionException {
    return resolve(Set.of("test", "provided"), (node, parents) -> true);
  }

  private static boolean isCompile(DependencyNode node) {
    return node.getDependency() == null || node.getDependency().getScope().equals("compile");
  }

  private List<Path> resolve(Set<String> without, DependencyFilter filter)
      throws DependencyResolutionException {
    ContextOverrides here =
        ContextOverrides.create()
            .withUserSettings(true)
            .withLocalRepositoryOverride(Path.of(System.getProperty("maven.repo.local")))
            .build();
    try (Context maven = Runtimes.INSTANCE.getRuntime().create(here)) {
      DefaultRepositorySystemSession session =
          new DefaultRepositorySystemSession(maven.repositorySystemSession());
      session.setDependencyManager(null);
      session.setDependencySelector(
          new AndDependencySelector(
              new ScopeDependencySelector(without.toArray(String[]::new)),
              new OptionalDependencySelector()));
      session.setDependencyGraphTransformer(
          new ConflictResolver(
              new Highest(),
              new JavaScopeSelector(),
              new SimpleOptionalitySelector(),
              new JavaScopeDeriver()));
      CollectRequest request = new CollectRequest(wanted, List.of(), maven.remoteRepositories());
      PreorderNodeListGenerator jars = new PreorderNodeListGenerator();
      maven
          .repositorySystem()
          .resolveDependencies(session, new DependencyRequest(request, filter))
          .getRoot()
          .accept(jars);
      return jars.getFiles().stream().map(java.io.File::toPath).toList();
    }
  }

  /** Lets the highest version win. */
  private static final class Highest extends ConflictResolver.VersionSelector {
    @Override
    public void selectVersion(ConflictResolver.ConflictContext context) {
      Collection<ConflictResolver.ConflictItem> items = new ArrayList<>(context.getItems());
      items.stream()
          .max(Comparator.comparing(item -> item.getNode().getVersion()))
          .ifPresent(context::setWinner);
    }
  }
}
