package dev.wsemulator.internal.gateway;

import static java.util.stream.Collectors.joining;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.DomainName.ApiMapping;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.text.Spelling;
import dev.wsemulator.journal.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stages that are served, found by host and path. Immutable. */
public final class Deployments {

  /**
   * A stage that a path leads to.
   *
   * @param stage the stage
   * @param rest what follows it in the path, without a leading slash; empty at its end
   */
  public record Found(DeployedStage stage, String rest) {}

  private final List<DeployedStage> stages;
  private final List<DomainName> domainNames;

  Deployments(List<DeployedStage> stages, List<DomainName> domainNames) {
    this.stages = List.copyOf(stages);
    this.domainNames = List.copyOf(domainNames);
  }

  /** Returns all stages, in the order of their definition. */
  public List<DeployedStage> stages() {
    return stages;
  }

  /** Returns the custom domain names. */
  public List<DomainName> domainNames() {
    return domainNames;
  }

  /**
   * Returns the stage for a request: by a custom domain name, as the host or at the beginning of
   * the path, and its mappings, else of the API that the host names, else by {@code
   * /{apiId}/{stage}}, else by {@code /{stage}} of the first API that has a stage of this name.
   *
   * @param host the {@code Host} header
   * @param path the decoded path
   */
  public Optional<Found> find(String host, String path) {
    String[] segments = (path.startsWith("/") ? path.substring(1) : path).split("/", 3);
    Optional<DomainName> domain = domain(host);
    if (domain.isPresent()) {
      return mapped(domain.get(), segments);
    }
    Optional<DomainName> inPath = domain(segments[0]);
    if (inPath.isPresent()) {
      return mapped(inPath.get(), rest(segments, 1).split("/", 3));
    }
    return byDefaultEndpoint(host, segments)
        .filter(found -> !found.stage().api().access().disableExecuteApiEndpoint());
  }

  /** Returns why a host and a path lead to no stage. */
  public Reason unknown(String host, String path) {
    List<String> names = stages.stream().map(stage -> stage.stage().stageName()).toList();
    String places =
        domainNames.isEmpty()
            ? ""
            : " The custom domain names are: %s."
                .formatted(domainNames.stream().map(Deployments::mappings).collect(joining("; ")));
    String first = (path.startsWith("/") ? path.substring(1) : path).split("/", 2)[0];
    return Reason.of("no-stage", "There is no stage at %s%s.".formatted(host, path))
        .expected("The path is /{stage}, or /{apiId}/{stage}.")
        .found(
            stages.isEmpty()
                ? "No API is served."
                : "The stages are: %s.%s"
                    .formatted(
                        stages.stream()
                            .map(
                                stage ->
                                    "/%s (API %s, %s)"
                                        .formatted(
                                            stage.stage().stageName(),
                                            stage.api().name(),
                                            stage.api().apiId()))
                            .collect(joining(", ")),
                        places))
        .advice(advice(first) + Spelling.hint(first, names));
  }

  /** Code may leave the stage out for every host but those of AWS, as with custom domain names. */
  private static String advice(String first) {
    return first.equals("@connections")
        ? "Put the stage before @connections. Where code does so only for hosts that end with amazonaws.com: connect with the header Host: {apiId}.execute-api.{region}.amazonaws.com, which becomes the event's domainName."
        : "Correct the URL, or deploy the stage.";
  }

  private static String mappings(DomainName domain) {
    return domain.mappings().stream()
        .map(mapping -> domain.name() + "/" + mapping.key())
        .collect(joining(", "));
  }

  /** Returns whether a host, with or without a port, is a custom domain name. */
  public boolean isDomain(String host) {
    return domain(host).isPresent();
  }

  private Optional<DomainName> domain(String host) {
    if (domainNames.isEmpty()) {
      return Optional.empty();
    }
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    String wildcard = "*" + name.substring(Math.max(0, name.indexOf('.')));
    return domainNames.stream()
        .filter(domain -> domain.name().equalsIgnoreCase(name))
        .findFirst()
        .or(
            () ->
                domainNames.stream()
                    .filter(domain -> domain.name().equalsIgnoreCase(wildcard))
                    .findFirst());
  }

  private Optional<Found> mapped(DomainName domain, String[] segments) {
    for (ApiMapping mapping : domain.mappings()) {
      if (!mapping.key().isEmpty() && mapping.key().equals(segments[0])) {
        return mapped(mapping, rest(segments, 1));
      }
    }
    return domain.mappings().stream()
        .filter(mapping -> mapping.key().isEmpty())
        .findFirst()
        .flatMap(mapping -> mapped(mapping, rest(segments, 0)));
  }

  private Optional<Found> mapped(ApiMapping mapping, String rest) {
    return stages.stream()
        .filter(stage -> stage.api().apiId().equals(mapping.apiId()))
        .filter(stage -> stage.stage().stageName().equals(mapping.stageName()))
        .findFirst()
        .map(stage -> new Found(stage, rest));
  }

  private Optional<Found> byDefaultEndpoint(String host, String[] segments) {
    String label = host.substring(0, Math.max(0, host.indexOf('.'))).toLowerCase(Locale.ROOT);
    Optional<Found> byHost = byApi(label, segments, 0);
    if (byHost.isPresent() || isApi(label)) {
      return byHost;
    }
    if (isApi(segments[0]) && segments.length > 1) {
      return byApi(segments[0], segments, 1);
    }
    return stages.stream()
        .filter(stage -> stage.stage().stageName().equals(segments[0]))
        .findFirst()
        .map(stage -> new Found(stage, rest(segments, 1)));
  }

  private Optional<Found> byApi(String apiId, String[] segments, int at) {
    return stages.stream()
        .filter(stage -> stage.api().apiId().equals(apiId))
        .filter(stage -> stage.stage().stageName().equals(segments[at]))
        .findFirst()
        .map(stage -> new Found(stage, rest(segments, at + 1)));
  }

  private boolean isApi(String apiId) {
    return stages.stream().anyMatch(stage -> stage.api().apiId().equals(apiId));
  }

  private static String rest(String[] segments, int from) {
    return String.join(
        "/", List.of(segments).subList(Math.min(from, segments.length), segments.length));
  }
}
