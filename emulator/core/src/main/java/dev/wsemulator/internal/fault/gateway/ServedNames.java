package dev.wsemulator.internal.fault.gateway;

import dev.wsemulator.api.Route;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.fault.KnownNames;
import dev.wsemulator.internal.gateway.Deployments;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The names of what is served now. */
public final class ServedNames {
  private ServedNames() {}

  /**
   * Returns the names, which follow what is served.
   *
   * @param deployments returns what is served
   * @param functions returns the names of functions
   * @param functionNames returns the names of functions by their logical ids
   * @param others returns the names of other kinds: aliases of functions, things of the back end
   */
  public static KnownNames of(
      Supplier<Deployments> deployments,
      Supplier<Collection<String>> functions,
      Supplier<Map<String, String>> functionNames,
      Function<String, Collection<String>> others) {
    return new KnownNames(
        kind ->
            switch (kind) {
              case "function" -> functions.get();
              case "alias", "table", "index", "bucket" -> others.apply(kind);
              default -> names(kind, deployments.get().stages());
            },
        id -> functionNames.get().getOrDefault(id, id));
  }

  private static Collection<String> names(String kind, List<DeployedStage> stages) {
    return switch (kind) {
      case "api" -> stages.stream().map(stage -> stage.api().apiId()).toList();
      case "stage" -> stages.stream().map(stage -> stage.stage().stageName()).toList();
      default ->
          Stream.concat(
                  Stream.of(Route.CONNECT, Route.DISCONNECT, Route.DEFAULT),
                  stages.stream().flatMap(stage -> stage.api().routes().keySet().stream()))
              .distinct()
              .toList();
    };
  }
}
