package dev.wsemulator.internal.wiring;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.transport.EmulatorServer;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which stages are served, and where: those of the plan until the gateway serves, then its own.
 * Thread-safe.
 *
 * @param serving the gateway, or {@code null} as long as it does not serve
 */
record ServedUrls(EmulatorPlan plan, EmulatorServer server, Supplier<@Nullable Gateway> serving) {

  /** Returns the base URL, by a name that clients on this machine can use. */
  URI base() {
    String host = plan.address().host();
    boolean anyAddress = host.equals("0.0.0.0") || host.equals("::");
    return server.baseUrl(anyAddress ? "localhost" : host);
  }

  LocalUrls local() {
    return new LocalUrls(base(), this::stages);
  }

  boolean isDomain(String host) {
    Gateway now = serving.get();
    return now != null && now.deployments().isDomain(host);
  }

  /** Returns the custom domain names; some have a wildcard as their first label. */
  List<String> domainNames() {
    Gateway now = serving.get();
    List<DomainName> domains =
        now == null ? plan.stack().domainNames() : now.deployments().domainNames();
    return domains.stream().map(DomainName::name).toList();
  }

  private List<LocalUrls.ServedStage> stages() {
    Gateway now = serving.get();
    return now == null
        ? plan.stack().apis().stream()
            .flatMap(
                api ->
                    api.stages().stream()
                        .map(stage -> new LocalUrls.ServedStage(api.apiId(), stage.stageName())))
            .toList()
        : now.deployments().stages().stream()
            .map(one -> new LocalUrls.ServedStage(one.api().apiId(), one.stage().stageName()))
            .toList();
  }
}
