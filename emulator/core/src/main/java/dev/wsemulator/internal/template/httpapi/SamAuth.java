package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpAuthorizer;
import dev.wsemulator.api.HttpIntegration.Callee;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code Auth} of SAM's APIs and of the events of functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapiauth.html">HttpApiAuth</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html">ApiAuth</a>
 */
final class SamAuth {
  private static final String AUTHORIZER = "Authorizer";

  private final HttpTemplate template;
  private final Resource api;
  private final boolean isRest;
  private final YamlValue auth;
  private final Map<String, AuthorizerEntry> entries = new LinkedHashMap<>();
  private final Map<String, List<String>> scopes = new LinkedHashMap<>();

  /**
   * Reads the authorizers of an API.
   *
   * @param isRest whether it is a REST API
   */
  SamAuth(HttpTemplate template, Resource api, boolean isRest) {
    this.template = template;
    this.api = api;
    this.isRest = isRest;
    this.auth = api.properties().get("Auth").orElse(YamlValue.nothing(api.line()));
    entries.put("NONE", AuthorizerEntry.OPEN);
    entries.put("AWS_IAM", AuthorizerEntry.IAM);
    auth.get("Authorizers").map(YamlValue::entries).orElse(Map.of()).forEach(this::add);
    for (String beyond : List.of("ApiKeyRequired", "ResourcePolicy", "UsagePlan")) {
      auth.get(beyond)
          .ifPresent(value -> template.noEffect(value, api.path("Auth") + "." + beyond));
    }
  }

  private void add(String name, YamlValue declared) {
    scopes.put(name, declared.get("AuthorizationScopes").map(YamlValue::texts).orElse(List.of()));
    String place = api.path("Auth") + ".Authorizers." + name;
    Optional<YamlValue> function = declared.get("FunctionArn");
    Optional<YamlValue> pools = declared.get("UserPoolArn");
    if (function.isPresent()) {
      entries.put(name, custom(name, declared, function.get(), place));
    } else if (pools.isPresent()) {
      String header =
          declared.at("Identity", "Header").map(YamlValue::text).orElse("Authorization");
      entries.put(
          name, FirstAuthorizers.pool(pools.get().texts(), "method.request.header." + header));
    } else {
      YamlValue jwt = declared.get("JwtConfiguration").orElse(YamlValue.nothing(declared.line()));
      entries.put(
          name,
          new SecondAuthorizers(template)
              .jwt(
                  jwt.get("issuer").or(() -> jwt.get("Issuer")),
                  jwt.get("audience")
                      .or(() -> jwt.get("Audience"))
                      .map(YamlValue::texts)
                      .orElse(List.of()),
                  declared.get("IdentitySource").map(YamlValue::texts).orElse(List.of()),
                  new ApiDraft.Where(declared.line(), place)));
    }
  }

  private AuthorizerEntry custom(
      String name, YamlValue declared, YamlValue function, String place) {
    YamlValue identity = declared.get("Identity").orElse(YamlValue.nothing(declared.line()));
    boolean isToken =
        isRest && !declared.textOf("FunctionPayloadType").orElse("TOKEN").equals("REQUEST");
    Optional<Callee> callee =
        template.callee(
            function, place + ".FunctionArn", api, declared.textOf("FunctionInvokeRole"));
    HttpAuthorizer.Builder builder =
        HttpAuthorizer.builder("")
            .id(name)
            .name(name)
            .callee(callee.orElse(new Callee("", Optional.empty())))
            .type(isToken ? HttpAuthorizer.Type.TOKEN : HttpAuthorizer.Type.REQUEST)
            .format(SecondAuthorizers.format(declared.textOf("AuthorizerPayloadFormatVersion")))
            .simpleResponses(
                declared.get("EnableSimpleResponses").filter(YamlValue::isTrue).isPresent())
            .identitySources(isToken ? List.of(token(identity)) : sources(identity))
            .tokenPattern(identity.textOf("ValidationExpression").orElse(""))
            .cached(
                SecondAuthorizers.seconds(
                    identity.textOf("ReauthorizeEvery"), isRest ? FirstAuthorizers.TTL : 0));
    if (isRest) {
      return FirstAuthorizers.custom(builder);
    }
    HttpAuthorizer authorizer = builder.build();
    return any -> new HttpAuthorization.Custom(authorizer);
  }

  private static String token(YamlValue identity) {
    return "method.request.header." + identity.textOf("Header").orElse("Authorization");
  }

  private List<String> sources(YamlValue identity) {
    String request = isRest ? "method.request." : "$request.";
    String other = isRest ? "" : "$";
    List<String> sources = new ArrayList<>();
    add(sources, identity, "Headers", request + "header.");
    add(sources, identity, "QueryStrings", request + "querystring.");
    add(sources, identity, "StageVariables", other + "stageVariables.");
    add(sources, identity, "Context", other + "context.");
    return sources;
  }

  private static void add(List<String> to, YamlValue identity, String member, String prefix) {
    identity
        .get(member)
        .map(YamlValue::texts)
        .orElse(List.of())
        .forEach(name -> to.add(prefix + name));
  }

  /** Returns the authorizers by their names. */
  Map<String, AuthorizerEntry> entries() {
    return entries;
  }

  /** Returns who may call a route that says nothing of it. */
  AuthorizerEntry byDefault() {
    Optional<YamlValue> name = auth.get("DefaultAuthorizer");
    return name.isEmpty() ? AuthorizerEntry.OPEN : named(name.get(), api.path("Auth"), List.of());
  }

  /** Returns whether preflight requests of a REST API need what all routes need. */
  boolean guardsPreflight() {
    return auth.get("AddDefaultAuthorizerToCorsPreflight")
        .map(YamlValue::isTrue)
        .orElse(Boolean.TRUE);
  }

  /**
   * Returns who may call the route of an event.
   *
   * @param event the properties of the event
   */
  HttpAuthorization of(YamlValue event, String place) {
    YamlValue own = event.get("Auth").orElse(YamlValue.nothing(event.line()));
    List<String> given = own.get("AuthorizationScopes").map(YamlValue::texts).orElse(List.of());
    for (String beyond : List.of("ApiKeyRequired", "ResourcePolicy")) {
      own.get(beyond).ifPresent(value -> template.noEffect(value, place + ".Auth." + beyond));
    }
    return own.get(AUTHORIZER)
        .map(name -> named(name, place + ".Auth.Authorizer", given))
        .orElseGet(
            () ->
                auth.get("DefaultAuthorizer")
                    .map(name -> named(name, api.path("Auth"), given))
                    .orElse(AuthorizerEntry.OPEN))
        .of(given);
  }

  private AuthorizerEntry named(YamlValue name, String place, List<String> given) {
    String text = String.valueOf(name.text());
    AuthorizerEntry entry = entries.get(text);
    if (entry == null) {
      template
          .problems()
          .error(
              name.line(),
              "%s names the authorizer \"%s\", which is not in Auth.Authorizers of %s.%s"
                  .formatted(place, text, api.id(), Spelling.hint(text, entries.keySet())));
      return AuthorizerEntry.OPEN;
    }
    List<String> own = scopes.getOrDefault(text, List.of());
    return given.isEmpty() && !own.isEmpty() ? any -> entry.of(own) : entry;
  }
}
