package dev.wsemulator.internal.controlplane.apigateway;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts the resources of templates beside those that calls have made, as they were compiled, and
 * resources that stand for what Java defines. Not thread-safe.
 */
public final class ShownResources {
  private final Documents before;
  private final CompiledResources compiled;
  private final AwsAccount account;
  private final Documents shown;

  /**
   * Begins with what calls have made.
   *
   * @param before all resources, also those of templates; they stay as they are
   */
  public ShownResources(Documents before, CompiledResources compiled, AwsAccount account) {
    this.before = before;
    this.compiled = compiled;
    this.account = account;
    this.shown = new Documents(before);
    for (String collection : List.of("/apis", "/domainnames")) {
      before
          .children(collection)
          .forEach(
              (id, document) -> {
                if (document.has(Publication.FIXED)) {
                  shown.remove(collection + "/" + id);
                }
              });
    }
  }

  /** Returns all resources with those of APIs and domain names. */
  public Documents with(List<WebSocketApi> apis, List<DomainName> domainNames) {
    for (WebSocketApi api : apis) {
      show("/apis/" + api.apiId(), api, renderer -> renderer.show(api));
    }
    for (DomainName domain : domainNames) {
      show("/domainnames/" + domain.name(), domain, renderer -> renderer.show(domain));
    }
    return shown;
  }

  private void show(String root, Object made, Consumer<BuilderResourceRenderer> show) {
    Map<String, Document> resources = compiled.of(made);
    if (resources.isEmpty()) {
      Documents rendered = new Documents();
      show.accept(new BuilderResourceRenderer(rendered, account));
      resources = rendered.below("");
    }
    resources.forEach((path, document) -> shown.put(path, dated(path, document)));
    shown.put(root, shown.find(root).orElseThrow().with(Publication.FIXED, true));
  }

  /** Returns a resource that was made when it was seen first, and changed if it is different. */
  private Document dated(String path, Document document) {
    Optional<Document> old = before.find(path).map(one -> one.without(Publication.FIXED));
    Document dated = document;
    for (String date : CompiledResources.DATES) {
      if (document.has(date)) {
        dated = dated.with(date, old.flatMap(one -> one.text(date)).orElseGet(account::now));
      }
    }
    boolean isSame = old.filter(dated::equals).isPresent();
    return isSame || !dated.has(CompiledResources.UPDATED)
        ? dated
        : dated.with(CompiledResources.UPDATED, account.now());
  }
}
