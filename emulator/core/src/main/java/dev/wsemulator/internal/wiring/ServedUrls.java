package dev.wsemulator.internal.wiring;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.httpapi.HttpApis;
import dev.wsemulator.internal.transport.EmulatorServer;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which stages are served, and where: those of the plan until the gateway serves, then its own.
 * Thread-safe.
 *
 * @param serving what serves, or {@code null} as long as nothing does
 */
record ServedUrls(EmulatorPlan plan, EmulatorServer server, Supplier<@Nullable Serving> serving) {

  /**
   * What serves.
   *
   * @param gateway the WebSocket APIs
   * @param httpApis the HTTP and REST APIs
   */
  record Serving(Gateway gateway, HttpApis httpApis) {}

  /** Returns the base URL, by a name that clients on this machine can use. */
  URI base() {
    String host = plan.address().host();
    boolean anyAddress = host.equals("0.0.0.0") || host.equals("::");
    return server.baseUrl(anyAddress ? "localhost" : host);
  }

  LocalUrls local() {
    return new LocalUrls(base(), this::stages, this::httpStages);
  }

  boolean isDomain(String host) {
    Serving now = serving.get();
    return now != null
        && (now.gateway().deployments().isDomain(host) || now.httpApis().isDomain(host));
  }

  /** Returns the custom domain names; some have a wildcard as their first label. */
  List<String> domainNames() {
    Serving now = serving.get();
    Stream<DomainName> domains =
        now == null
            ? plan.stack().domainNames().stream()
            : Stream.concat(
                now.gateway().deployments().domainNames().stream(),
                now.httpApis().domainNames().stream());
    return domains.map(DomainName::name).distinct().toList();
  }

  private List<LocalUrls.ServedStage> stages() {
    Serving now = serving.get();
    return now == null
        ? plan.stack().apis().stream()
            .flatMap(
                api ->
                    api.stages().stream()
                        .map(stage -> new LocalUrls.ServedStage(api.apiId(), stage.stageName())))
            .toList()
        : now.gateway().deployments().stages().stream()
            .map(one -> new LocalUrls.ServedStage(one.api().apiId(), one.stage().stageName()))
            .toList();
  }

  private List<LocalUrls.ServedStage> httpStages() {
    Serving now = serving.get();
    List<HttpApi> apis = now == null ? plan.stack().httpApis() : now.httpApis().apis();
    return apis.stream()
        .flatMap(
            api ->
                api.stages().stream()
                    .map(stage -> new LocalUrls.ServedStage(api.apiId(), stage.stageName())))
        .toList();
  }
}
