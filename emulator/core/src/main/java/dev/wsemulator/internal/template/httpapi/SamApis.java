package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpApi.HttpStage;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlFile;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.stack.TemplateException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads SAM's APIs, also those that it makes of events of functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html">AWS::Serverless::HttpApi</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html">AWS::Serverless::Api</a>
 */
final class SamApis {
  private static final Set<String> HARMLESS =
      Set.of("Tags", "Description", "FailOnWarnings", "PropagateTags", "OpenApiVersion");
  private static final Set<String> OF_HTTP_APIS =
      Set.of(
          "Name",
          "StageName",
          "StageVariables",
          "CorsConfiguration",
          "DefinitionBody",
          "DefinitionUri",
          "Auth",
          "Domain",
          "DisableExecuteApiEndpoint");
  private static final Set<String> OF_REST_APIS =
      Set.of(
          "Name",
          "StageName",
          "Variables",
          "Cors",
          "DefinitionBody",
          "DefinitionUri",
          "Auth",
          "Domain",
          "BinaryMediaTypes",
          "EndpointConfiguration",
          "TracingEnabled",
          "AlwaysDeploy",
          "MergeDefinitions",
          "DisableExecuteApiEndpoint");

  private final HttpTemplate template;

  SamApis(HttpTemplate template) {
    this.template = template;
  }

  /** Returns all of them; without those that SAM would not make, as no event asks for one. */
  List<HttpApi> read() {
    List<HttpApi> apis = new ArrayList<>();
    template.of(ResourceKind.SAM_HTTP_API).forEach(api -> addWanted(apis, api, http(api)));
    template.of(ResourceKind.SAM_REST_API).forEach(api -> addWanted(apis, api, rest(api)));
    return apis;
  }

  private static void addWanted(List<HttpApi> apis, Resource resource, HttpApi api) {
    if (!SamEvents.IMPLICIT.contains(resource.id()) || !api.routes().isEmpty()) {
      apis.add(api);
    }
  }

  private HttpApi http(Resource api) {
    template.checkKnown(api, OF_HTTP_APIS, HARMLESS);
    YamlValue properties = api.properties();
    SamAuth auth = new SamAuth(template, api, false);
    ApiDraft draft = new ApiDraft(HttpApi.Kind.HTTP, template.problems());
    Optional<OpenApi> document = document(api, auth, draft);
    HttpApi.Builder builder = HttpApi.builder(properties.textOf("Name").orElse(api.id()));
    properties
        .get("CorsConfiguration")
        .or(() -> document.flatMap(OpenApi::cors))
        .flatMap(CorsReader::read)
        .ifPresent(builder::cors);
    return builder
        .apiId(api.ref())
        .routes(draft.routes().values())
        .stages(
            List.of(
                new HttpStage(
                    properties.textOf("StageName").orElse(HttpApi.DEFAULT_STAGE),
                    SecondApis.variables(properties.get("StageVariables")))))
        .disableExecuteApiEndpoint(isDisabled(properties))
        .build();
  }

  private HttpApi rest(Resource api) {
    template.checkKnown(api, OF_REST_APIS, HARMLESS);
    YamlValue properties = api.properties();
    SamAuth auth = new SamAuth(template, api, true);
    ApiDraft draft = new ApiDraft(HttpApi.Kind.REST, template.problems());
    Optional<OpenApi> document = document(api, auth, draft);
    properties.get("Cors").ifPresent(cors -> new SamCors(cors, auth).into(draft));
    List<String> binary =
        new ArrayList<>(properties.get("BinaryMediaTypes").map(YamlValue::texts).orElse(List.of()));
    document.map(OpenApi::binaryMediaTypes).ifPresent(binary::addAll);
    return HttpApi.builder(properties.textOf("Name").orElse(api.id()), HttpApi.Kind.REST)
        .apiId(api.ref())
        .routes(draft.routes().values())
        .stages(
            List.of(
                new HttpStage(
                    properties.textOf("StageName").orElse("Prod"),
                    SecondApis.variables(properties.get("Variables")))))
        .binaryMediaTypes(binary)
        .disableExecuteApiEndpoint(isDisabled(properties))
        .build();
  }

  private static boolean isDisabled(YamlValue properties) {
    return properties.get("DisableExecuteApiEndpoint").filter(YamlValue::isTrue).isPresent();
  }

  /** Adds the routes: of the document if there is one, and only else those of events, as in SAM. */
  private Optional<OpenApi> document(Resource api, SamAuth auth, ApiDraft draft) {
    Optional<OpenApi> document =
        api.properties()
            .get("DefinitionBody")
            .or(() -> api.properties().get("DefinitionUri").flatMap(uri -> file(api, uri)))
            .map(body -> new OpenApi(template, api, body, auth.entries()));
    document.ifPresent(one -> one.into(draft, auth.byDefault()));
    boolean isMerged =
        api.properties().get("MergeDefinitions").filter(YamlValue::isTrue).isPresent();
    if (document.isEmpty() || isMerged) {
      new SamEvents(template, api, auth).into(draft);
    }
    return document;
  }

  /** Returns the document in a file of its own, in which API Gateway resolves no intrinsics. */
  private Optional<YamlValue> file(Resource api, YamlValue uri) {
    String place = uri.isText() ? uri.string() : "";
    if (place.isEmpty() || place.startsWith("s3:")) {
      template
          .problems()
          .error(
              uri.line(),
              "%s is not a local file. Get the file, and write its path relative to this template."
                  .formatted(api.path("DefinitionUri")));
      return Optional.empty();
    }
    try {
      Path file = api.home().folder().resolve(place).normalize();
      return Optional.of(YamlFile.read(file, template.problems()));
    } catch (InvalidPathException e) {
      template
          .problems()
          .error(uri.line(), "%s is not a path.".formatted(api.path("DefinitionUri")));
    } catch (TemplateException e) {
      e.problems().forEach(one -> template.problems().error(uri.line(), one.toString()));
    }
    return Optional.empty();
  }
}
