package dev.wsemulator.internal.controlplane.store;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.DomainName.ApiMapping;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The APIs and stages to which the paths of domain names lead. */
public final class Mappings {
  private Mappings() {}

  /** Returns a domain name that leads to an API. */
  public static Optional<String> ofApi(Draft draft, String apiId) {
    return find(draft, mapping -> mapping.text("apiId").orElse("").equals(apiId));
  }

  /** Returns a domain name that leads to a stage. */
  public static Optional<String> ofStage(Draft draft, String apiId, String stage) {
    return find(
        draft,
        mapping ->
            mapping.text("apiId").orElse("").equals(apiId)
                && mapping.text("stage").orElse("").equals(stage));
  }

  private static Optional<String> find(Draft draft, Predicate<Document> wanted) {
    return draft.children("/domainnames").keySet().stream()
        .filter(
            name ->
                draft.children("/domainnames/" + name + "/apimappings").values().stream()
                    .anyMatch(wanted))
        .findFirst();
  }

  /** Returns the domain names as they are served. */
  public static List<DomainName> served(Documents documents) {
    return documents.children("/domainnames").keySet().stream()
        .map(
            name ->
                new DomainName(
                    name,
                    documents.children("/domainnames/" + name + "/apimappings").values().stream()
                        .map(Mappings::mapping)
                        .toList()))
        .toList();
  }

  private static ApiMapping mapping(Document mapping) {
    return new ApiMapping(
        mapping.text("apiMappingKey").orElse(""),
        mapping.text("apiId").orElse(""),
        mapping.text("stage").orElse(""));
  }
}
