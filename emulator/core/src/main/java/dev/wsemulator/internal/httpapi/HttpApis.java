package dev.wsemulator.internal.httpapi;

import static java.util.stream.Collectors.joining;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.DomainName.ApiMapping;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.httpapi.event.HttpCall.Paths;
import dev.wsemulator.internal.httpapi.event.HttpCall.Target;
import dev.wsemulator.journal.Reason;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The HTTP and REST APIs that are served, found by host and path. Thread-safe. */
public final class HttpApis {
  /**
   * The longest body of a request, in bytes.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">Quotas</a>
   */
  public static final int MAX_BODY = 10 * 1024 * 1024;

  private final HttpFlow flow;
  private volatile Published served;

  /** What is served at a time. */
  private record Published(Map<String, DeployedHttpApi> apis, List<DomainName> domains) {}

  /**
   * What a host and a path lead to.
   *
   * @param api the API
   * @param target the stage and the path; {@code null} if the API has no such stage
   */
  public record Found(DeployedHttpApi api, @Nullable Target target) {}

  /**
   * Creates it.
   *
   * @param apis the APIs
   * @param domains the custom domain names, also those that lead to APIs of another kind
   * @param dependencies what requests need
   */
  public HttpApis(List<HttpApi> apis, List<DomainName> domains, HttpDependencies dependencies) {
    this.flow = new HttpFlow(dependencies);
    this.served = published(apis, domains);
  }

  private Published published(List<HttpApi> apis, List<DomainName> domains) {
    Map<String, DeployedHttpApi> all = new LinkedHashMap<>();
    apis.forEach(api -> all.put(api.apiId(), flow.deployed(api)));
    return new Published(all, List.copyOf(domains));
  }

  /** Serves these from now on; requests that have begun end as they began. */
  public void replace(List<HttpApi> apis, List<DomainName> domains) {
    served = published(apis, domains);
  }

  /** Returns the APIs. */
  public List<HttpApi> apis() {
    return served.apis().values().stream().map(DeployedHttpApi::api).toList();
  }

  /** Returns the custom domain names that lead to one of them. */
  public List<DomainName> domainNames() {
    return served.domains().stream()
        .filter(domain -> domain.mappings().stream().anyMatch(one -> isApi(one.apiId())))
        .toList();
  }

  /** Returns whether there is an API with this id. */
  public boolean isApi(String apiId) {
    return served.apis().containsKey(apiId);
  }

  /** Returns whether a host, with or without a port, is a custom domain name of one of them. */
  public boolean isDomain(String host) {
    return domain(host).isPresent();
  }

  /**
   * Returns what a request is for, if it is for one of these APIs: by a custom domain name as the
   * host, or at the beginning of the path; by the API that the host names; else by {@code
   * /{apiId}}.
   *
   * @param host the {@code Host} header
   * @param rawPath the path as it was sent
   */
  public Optional<Found> find(String host, String rawPath) {
    Published now = served;
    if (now.apis().isEmpty()) {
      return Optional.empty();
    }
    Optional<DomainName> domain = domain(host);
    if (domain.isPresent()) {
      return mapped(domain.get(), rawPath);
    }
    String first = segment(rawPath);
    String rest = rawPath.substring(Math.min(rawPath.length(), first.length() + 1));
    Optional<DomainName> inPath = domain(first);
    if (inPath.isPresent()) {
      return mapped(inPath.get(), rest.isEmpty() ? "/" : rest);
    }
    String label = host.substring(0, Math.max(0, host.indexOf('.'))).toLowerCase(Locale.ROOT);
    DeployedHttpApi byHost = now.apis().get(label);
    DeployedHttpApi api = byHost == null ? now.apis().get(first) : byHost;
    return Optional.ofNullable(api)
        .map(one -> byDefaultEndpoint(one, byHost == null ? rest : rawPath));
  }

  private static String segment(String path) {
    int end = path.indexOf('/', 1);
    return path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
  }

  private static Found byDefaultEndpoint(DeployedHttpApi deployed, String path) {
    HttpApi api = deployed.api();
    if (api.disableExecuteApiEndpoint()) {
      return new Found(deployed, null);
    }
    String name = segment(path);
    String rest = path.substring(Math.min(path.length(), name.length() + 1));
    Optional<HttpStage> named =
        api.stages().stream()
            .filter(stage -> stage.stageName().equals(name))
            .filter(stage -> !name.equals(HttpApi.DEFAULT_STAGE))
            .findFirst();
    if (named.isPresent()) {
      String ofRoute = rest.isEmpty() ? "/" : rest;
      Paths paths = new Paths(ofRoute, "/" + name + (rest.isEmpty() ? "/" : rest), false);
      return new Found(deployed, new Target(api, named.get(), paths));
    }
    String whole = path.isEmpty() ? "/" : path;
    return api.stages().stream()
        .filter(stage -> stage.stageName().equals(HttpApi.DEFAULT_STAGE))
        .findFirst()
        .map(stage -> new Found(deployed, new Target(api, stage, new Paths(whole, whole, false))))
        .orElseGet(() -> new Found(deployed, null));
  }

  private Optional<DomainName> domain(String host) {
    List<DomainName> domains = served.domains();
    if (domains.isEmpty()) {
      return Optional.empty();
    }
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    String wildcard = "*" + name.substring(Math.max(0, name.indexOf('.')));
    return domains.stream()
        .filter(domain -> domain.mappings().stream().anyMatch(one -> isApi(one.apiId())))
        .filter(
            domain ->
                domain.name().equalsIgnoreCase(name) || domain.name().equalsIgnoreCase(wildcard))
        .min(Comparator.comparing(domain -> domain.name().startsWith("*")));
  }

  /** The mapping with the longest key counts. */
  private Optional<Found> mapped(DomainName domain, String path) {
    return domain.mappings().stream()
        .filter(mapping -> isApi(mapping.apiId()))
        .filter(
            mapping ->
                mapping.key().isEmpty()
                    || path.equals("/" + mapping.key())
                    || path.startsWith("/" + mapping.key() + "/"))
        .max(Comparator.comparingInt(mapping -> mapping.key().length()))
        .flatMap(mapping -> mapped(mapping, path));
  }

  private Optional<Found> mapped(ApiMapping mapping, String path) {
    DeployedHttpApi deployed = served.apis().get(mapping.apiId());
    if (deployed == null) {
      return Optional.empty();
    }
    String rest = mapping.key().isEmpty() ? path : path.substring(mapping.key().length() + 1);
    return deployed.api().stages().stream()
        .filter(stage -> stage.stageName().equals(mapping.stageName()))
        .findFirst()
        .map(
            stage ->
                new Found(
                    deployed,
                    new Target(
                        deployed.api(),
                        stage,
                        new Paths(rest.isEmpty() ? "/" : rest, path, true))));
  }

  /**
   * HttpAnswers a request.
   *
   * @param request the request, with the pseudo header of its sender's address
   * @param answer takes the answer, on any thread
   */
  public void handle(Found found, HttpRequest request, Consumer<HttpResponse> answer) {
    flow.run(found, request, answer);
  }

  /** HttpAnswers a request whose body is longer than an API accepts. */
  public void refuseTooLarge(Found found, HttpRequest head, Consumer<HttpResponse> answer) {
    flow.refuseTooLarge(found, head, answer);
  }

  /** Returns why an API has no stage for a path. */
  static Reason noStage(HttpApi api, String path) {
    return Reason.of(
            "no-http-stage", "No stage of the API %s is at %s.".formatted(api.name(), path))
        .expected(
            api.disableExecuteApiEndpoint()
                ? "Only custom domain names lead to it (DisableExecuteApiEndpoint)."
                : "The path begins with a stage, unless the API has the stage $default.")
        .found(
            "Its stages are: %s."
                .formatted(api.stages().stream().map(HttpStage::stageName).collect(joining(", "))))
        .advice("Correct the URL, or add the stage.");
  }
}
