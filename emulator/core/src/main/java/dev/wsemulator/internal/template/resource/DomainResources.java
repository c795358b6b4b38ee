package dev.wsemulator.internal.template.resource;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.DomainName.ApiMapping;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads custom domain names and their mappings.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-apimapping.html">AWS::ApiGatewayV2::ApiMapping</a>
 */
public final class DomainResources {
  private static final String KEY = "[A-Za-z0-9$\\-_.+!*'()]{0,300}";

  private static final String MIXED =
      "Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs."
          + " This must also occur through API Gateway's V2 DomainName interface.";

  private final Set<String> webSockets;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param webSockets the ids of the WebSocket APIs
   */
  public DomainResources(Set<String> webSockets, Problems problems) {
    this.webSockets = webSockets;
    this.problems = problems;
  }

  /** Returns the domain names among the resources, resolved. */
  public List<DomainName> read(List<Resource> resources) {
    Map<String, List<ApiMapping>> byDomain = new LinkedHashMap<>();
    for (Resource resource : resources) {
      if (resource.type().equals("AWS::ApiGatewayV2::DomainName")) {
        resource
            .properties()
            .textOf("DomainName")
            .ifPresent(name -> byDomain.put(name, new ArrayList<>()));
      }
    }
    Set<String> mixed = new HashSet<>();
    for (Resource resource : resources) {
      if (resource.type().equals("AWS::ApiGatewayV2::ApiMapping")) {
        String domain = resource.properties().textOf("DomainName").orElse("");
        boolean isOurs = webSockets.contains(resource.properties().textOf("ApiId").orElse(""));
        if (isOurs) {
          byDomain.computeIfAbsent(domain, any -> new ArrayList<>()).add(mapping(resource));
        } else {
          mixed.add(domain);
        }
        if (mixed.contains(domain) && !byDomain.getOrDefault(domain, List.of()).isEmpty()) {
          problems.error(resource.line(), "Resources.%s: %s".formatted(resource.id(), MIXED));
        }
      }
    }
    resources.stream()
        .filter(one -> one.type().equals("AWS::ApiGatewayV2::DomainName"))
        .filter(
            one ->
                !byDomain
                    .getOrDefault(one.properties().textOf("DomainName").orElse(""), List.of())
                    .isEmpty())
        .forEach(this::check);
    byDomain.keySet().removeAll(mixed);
    return byDomain.entrySet().stream()
        .map(entry -> new DomainName(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Checks a domain that a WebSocket API is mapped to; others may be as their APIs want them. */
  private void check(Resource domain) {
    domain
        .properties()
        .get("MutualTlsAuthentication")
        .ifPresent(
            value ->
                problems.error(
                    value.line(),
                    "%s: Mutual TLS domain name association is not supported for Websocket APIs. Remove it."
                        .formatted(domain.path("MutualTlsAuthentication"))));
    YamlValue all =
        domain.properties().get("DomainNameConfigurations").orElse(YamlValue.list(1, List.of()));
    for (YamlValue configuration : all.elements()) {
      configuration
          .get("EndpointType")
          .filter(type -> !"REGIONAL".equals(type.text()))
          .ifPresent(
              type ->
                  problems.error(
                      type.line(),
                      "%s is \"%s\", but a WebSocket API's domain is REGIONAL."
                          .formatted(
                              domain.path("DomainNameConfigurations.EndpointType"), type.text())));
    }
  }

  private ApiMapping mapping(Resource mapping) {
    YamlValue properties = mapping.properties();
    YamlValue key = properties.get("ApiMappingKey").orElse(YamlValue.text(mapping.line(), ""));
    String text = String.valueOf(key.text());
    if (!text.matches(KEY)) {
      problems.error(
          key.line(),
          "%s: An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),"
              .formatted(mapping.path("ApiMappingKey")));
    }
    return new ApiMapping(
        text, properties.textOf("ApiId").orElse(""), properties.textOf("Stage").orElse(""));
  }
}
