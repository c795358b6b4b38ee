package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.DomainName.ApiMapping;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the custom domain names that lead to HTTP and REST APIs.
 *
 * @param template the resources
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html">Custom
 *     domain names of HTTP APIs</a>
 */
record DomainReader(HttpTemplate template) {

  /** Returns them, each with its mappings. */
  List<DomainName> read() {
    Map<String, List<ApiMapping>> all = new LinkedHashMap<>();
    Set<String> apis =
        template.resources().stream()
            .filter(DomainReader::isApi)
            .map(Resource::ref)
            .collect(Collectors.toSet());
    for (Resource mapping : template.of(ResourceKind.API_MAPPING)) {
      if (apis.contains(mapping.properties().textOf("ApiId").orElse(""))) {
        add(all, mapping.properties(), "ApiId", "ApiMappingKey");
      }
    }
    for (Resource mapping : template.of(ResourceKind.REST_BASE_PATH_MAPPING)) {
      add(all, mapping.properties(), "RestApiId", "BasePath");
    }
    template
        .of(ResourceKind.SAM_HTTP_API)
        .forEach(api -> addOfSam(all, api, HttpApi.DEFAULT_STAGE));
    template.of(ResourceKind.SAM_REST_API).forEach(api -> addOfSam(all, api, "Prod"));
    List<DomainName> domains = new ArrayList<>();
    all.forEach((name, mappings) -> domains.add(new DomainName(name, mappings)));
    return domains;
  }

  private static boolean isApi(Resource resource) {
    return SecondApis.isHttp(resource)
        || resource.is(ResourceKind.REST_API)
        || resource.is(ResourceKind.SAM_HTTP_API)
        || resource.is(ResourceKind.SAM_REST_API);
  }

  private static void add(
      Map<String, List<ApiMapping>> to, YamlValue mapping, String apiId, String key) {
    put(
        to,
        mapping.textOf("DomainName").orElse(""),
        new ApiMapping(
            key(mapping.textOf(key).orElse("")),
            mapping.textOf(apiId).orElse(""),
            mapping.textOf("Stage").orElse("")));
  }

  private static void addOfSam(Map<String, List<ApiMapping>> to, Resource api, String byDefault) {
    YamlValue domain = api.properties().get("Domain").orElse(YamlValue.nothing(api.line()));
    List<String> paths = domain.get("BasePath").map(YamlValue::texts).orElse(List.of("/"));
    for (String path : paths) {
      put(
          to,
          domain.textOf("DomainName").orElse(""),
          new ApiMapping(
              key(path), api.ref(), api.properties().textOf("StageName").orElse(byDefault)));
    }
  }

  private static void put(Map<String, List<ApiMapping>> to, String domain, ApiMapping mapping) {
    if (!domain.isEmpty()) {
      to.computeIfAbsent(domain, name -> new ArrayList<>()).add(mapping);
    }
  }

  private static String key(String path) {
    String key = path.replaceAll("^/+|/+$", "");
    return key.equals("(none)") ? "" : key;
  }
}
