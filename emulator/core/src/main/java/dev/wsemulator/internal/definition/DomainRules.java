package dev.wsemulator.internal.definition;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rules for a custom domain name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html">Domain
 *     names</a>
 */
record DomainRules(AwsAccount account) implements Rules {
  private static final String CONFIGURATIONS = "domainNameConfigurations";

  /** The zone of regional endpoints in us-east-1. */
  private static final String ZONE = "Z1UJRXOUMOOFQ8";

  @Override
  public Document begin(ResourceLocation location, Document given) {
    return given
        .withDefault("tags", Map.of())
        .withDefault("routingMode", "API_MAPPING_ONLY")
        .with("apiMappingSelectionExpression", "$request.basepath")
        .with("domainNameArn", Arn.of("apigateway", account.region(), "", location.path()))
        .with(CONFIGURATIONS, configurations(location, given));
  }

  @Override
  public Document check(Check check, Document domain) {
    if (!check.location().id().matches("(\\*\\.)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
      check.refuse("domainName", "", "Invalid domain name identifier specified");
    }
    if (domain.has("mutualTlsAuthentication")) {
      check.refuse(
          "mutualTlsAuthentication",
          ": Mutual TLS domain name association is not supported for Websocket APIs. Remove it.",
          "Mutual TLS domain name association is not supported for Websocket APIs");
    }
    List<Object> configurations = configurations(check.location(), domain);
    configurations.forEach(one -> checkConfiguration(check, Document.of(one)));
    return domain.with(CONFIGURATIONS, configurations);
  }

  private List<Object> configurations(ResourceLocation location, Document domain) {
    List<Object> configurations = new ArrayList<>();
    if (domain.members().get(CONFIGURATIONS) instanceof List<?> given) {
      given.forEach(one -> configurations.add(configuration(location, Document.of(one)).members()));
    }
    return configurations;
  }

  private Document configuration(ResourceLocation location, Document given) {
    return given
        .withDefault("endpointType", "REGIONAL")
        .withDefault("securityPolicy", "TLS_1_2")
        .withDefault("ipAddressType", "ipv4")
        .withDefault(
            "apiGatewayDomainName",
            "d-%s.execute-api.%s.amazonaws.com"
                .formatted(ResourceType.stableId(location.id(), 10), account.region()))
        .withDefault("domainNameStatus", "AVAILABLE")
        .withDefault("hostedZoneId", ZONE);
  }

  private static void checkConfiguration(Check check, Document given) {
    String type = given.text("endpointType").orElse("REGIONAL");
    if (!type.equals("REGIONAL")) {
      check.refuse(
          "domainNameConfigurations.endpointType",
          " is \"%s\", but a WebSocket API's domain is REGIONAL.",
          "Only REGIONAL domain names can be managed through the API Gateway V2 API. For EDGE"
              + " domain names, please use the API Gateway V1 API. Also note that only REST APIs"
              + " can be attached to EDGE domain names.",
          type);
    }
  }

  /**
   * What an API mapping must be like.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html">API
   *     mappings</a>
   */
  static final class OfMappings implements Rules {
    @Override
    public Document begin(ResourceLocation location, Document given) {
      return given.withDefault("apiMappingKey", "");
    }

    @Override
    public Document check(Check check, Document mapping) {
      String key = mapping.text("apiMappingKey").orElse("");
      if (!key.matches("[A-Za-z0-9$\\-_.+!*'()]{0,300}")) {
        check.refuse(
            "apiMappingKey",
            "",
            "An ApiMapping key may contain only letters, numbers and one of $-_.+!*'(),");
      }
      String api = "/apis/" + mapping.text("apiId").orElse("");
      if (check.draft().find(api).isEmpty()) {
        check.refuse("apiId", "", "Invalid API identifier specified");
      }
      String stage = mapping.text("stage").orElse("");
      if (check.draft().find(api + "/stages/" + stage).isEmpty()) {
        check.refuse(
            "stage",
            " is \"%s\", which is not a stage of the API. Write, for example: !Ref MyStage",
            "Invalid stage identifier specified",
            stage);
      }
      Document complete = mapping.withDefault("apiMappingKey", "");
      check.requireFree(
          complete,
          "apiMappingKey",
          ServiceException.conflict("ApiMapping key already exists for this domain name"));
      return complete;
    }
  }
}
