package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Mappings;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads custom domain names and their mappings.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-apimapping.html">AWS::ApiGatewayV2::ApiMapping</a>
 */
final class DomainResources {
  private static final String MIXED =
      "Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs."
          + " This must also occur through API Gateway's V2 DomainName interface.";

  private final TemplateDraft draft;
  private final Problems problems;

  DomainResources(TemplateDraft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
  }

  /**
   * Returns the domain names that lead to no API of another kind.
   *
   * @param own the mappings that lead to WebSocket APIs
   */
  List<DomainName> read(List<Resource> domains, List<Resource> mappings, List<Resource> own) {
    Set<String> used = names(own);
    Set<String> mixed = names(mappings.stream().filter(one -> !own.contains(one)).toList());
    mappings.stream()
        .filter(one -> used.contains(name(one)) && mixed.contains(name(one)))
        .reduce((first, last) -> last)
        .ifPresent(
            one -> problems.error(one.line(), "Resources.%s: %s".formatted(one.id(), MIXED)));
    for (Resource domain : domains) {
      if (name(domain).isEmpty() || used.contains(name(domain))) {
        draft.add(ResourceType.DOMAIN_NAME, domain);
      } else {
        draft.keep(ResourceType.DOMAIN_NAME, domain); // it may be as its APIs want it
      }
    }
    for (Resource mapping : own) {
      String path = TemplateDraft.parentPath(ResourceType.API_MAPPING, mapping);
      if (!name(mapping).isEmpty() && draft.draft().find(path).isEmpty()) {
        draft.draft().put(path, Document.EMPTY); // a domain name of another stack
      }
      draft.add(ResourceType.API_MAPPING, mapping);
    }
    return Mappings.served(draft.draft().documents()).stream()
        .filter(domain -> !mixed.contains(domain.name()))
        .toList();
  }

  private static Set<String> names(List<Resource> resources) {
    return resources.stream().map(DomainResources::name).collect(Collectors.toSet());
  }

  private static String name(Resource resource) {
    return resource.properties().textOf("DomainName").orElse("");
  }
}
