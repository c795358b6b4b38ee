package dev.wsemulator.internal.controlplane.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Aliases and versions of functions. Each refers to the function's latest code, the only one here;
 * the context contains the name that was called.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html">CreateAlias</a>
 */
public final class AliasCalls {
  private static final List<String> SETTINGS =
      List.of("FunctionVersion", "Description", "RoutingConfig");

  private AliasCalls() {}

  /** Where the aliases of all functions are kept. */
  public static final String ROOT = "/aliases";

  /** The member of a function with what its template gives it. */
  static final String OF_TEMPLATE = "_qualifiers";

  /** The wildcard for published versions: no alias can have this name. */
  private static final String FIRST_VERSION = "1";

  private static String path(FunctionRequest request) {
    return ROOT + "/" + request.name();
  }

  /** Returns what may stand behind a function's name, to the version that is meant. */
  public static Map<String, String> qualifiers(Document aliases) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : aliases.members().keySet()) {
      all.put(name, aliases.object(name).text("FunctionVersion").orElse(FIRST_VERSION));
    }
    return all;
  }

  /** Publishes a function's version, which is always the first, as its code is one. */
  static ServiceResponse publish(Draft draft, Document function, FunctionRequest request) {
    Map<String, Object> version = Map.of("FunctionVersion", FIRST_VERSION);
    draft.put(path(request), aliases(draft, request).with(FIRST_VERSION, version));
    return ServiceResponse.created(
        function
            .visible()
            .with("Version", FIRST_VERSION)
            .with("FunctionArn", arn(function, FIRST_VERSION)));
  }

  private static Document aliases(Draft draft, FunctionRequest request) {
    return draft.find(path(request)).orElse(Document.EMPTY);
  }

  static ServiceResponse create(Draft draft, Document function, FunctionRequest request) {
    String name = request.body().text("Name").orElse("");
    if (!name.matches("(?!\\d+$)[a-zA-Z0-9_-]{1,128}")) {
      throw FunctionDocuments.invalid(
          "The alias name \"%s\" must have 1 to 128 letters, digits, hyphens and underscores, and"
              + " not only digits.",
          name);
    }
    String arn = arn(function, name);
    if (aliases(draft, request).has(name) || function.texts(OF_TEMPLATE).containsKey(name)) {
      throw ServiceException.of(409, "ResourceConflictException", "Alias already exists: " + arn);
    }
    Document alias =
        new Document(Map.of())
            .with("AliasArn", arn)
            .with("Name", name)
            .with("FunctionVersion", "$LATEST")
            .with("Description", "");
    return ServiceResponse.created(keep(draft, request, name, alias));
  }

  static ServiceResponse get(Draft draft, Document function, FunctionRequest request) {
    return ServiceResponse.ok(alias(draft, function, request));
  }

  static ServiceResponse list(Draft draft, Document function, FunctionRequest request) {
    Map<String, Object> all = new LinkedHashMap<>();
    function
        .texts(OF_TEMPLATE)
        .forEach((name, version) -> all.put(name, ofTemplate(function, name, version).members()));
    all.putAll(aliases(draft, request).members());
    all.remove(FIRST_VERSION);
    return ServiceResponse.ok(new Document(Map.of("Aliases", List.copyOf(all.values()))));
  }

  static ServiceResponse update(Draft draft, Document function, FunctionRequest request) {
    Document alias = alias(draft, function, request);
    return ServiceResponse.ok(keep(draft, request, request.rest(), alias));
  }

  static ServiceResponse remove(Draft draft, FunctionRequest request) {
    draft.put(path(request), aliases(draft, request).without(request.rest()));
    return ServiceResponse.NOTHING;
  }

  static void forget(Draft draft, FunctionRequest request) {
    if (draft.find(path(request)).isPresent()) {
      draft.remove(path(request));
    }
  }

  private static Document keep(Draft draft, FunctionRequest request, String name, Document before) {
    Map<String, Object> alias = new LinkedHashMap<>(before.members());
    for (String setting : SETTINGS) {
      Object value = request.body().members().get(setting);
      if (value != null) {
        alias.put(setting, value);
      }
    }
    if (new Document(alias).object("RoutingConfig").texts("AdditionalVersionWeights").isEmpty()) {
      alias.remove("RoutingConfig");
    }
    alias.put("RevisionId", UUID.randomUUID().toString());
    draft.put(path(request), aliases(draft, request).with(name, alias));
    return new Document(alias);
  }

  private static Document alias(Draft draft, Document function, FunctionRequest request) {
    Document aliases = aliases(draft, request);
    String version = function.texts(OF_TEMPLATE).get(request.rest());
    if (version != null && !request.rest().equals(FIRST_VERSION)) {
      return ofTemplate(function, request.rest(), version);
    }
    if (!aliases.has(request.rest())) {
      throw ServiceException.of(
          404,
          "ResourceNotFoundException",
          "Cannot find alias arn: " + arn(function, request.rest()));
    }
    return aliases.object(request.rest());
  }

  private static Document ofTemplate(Document function, String name, String version) {
    String arn = arn(function, name);
    return new Document(Map.of())
        .with("AliasArn", arn)
        .with("Name", name)
        .with("FunctionVersion", version)
        .with("Description", "")
        .with("RevisionId", UUID.nameUUIDFromBytes(arn.getBytes(UTF_8)).toString());
  }

  private static String arn(Document function, String alias) {
    return function.text("FunctionArn").orElse("") + ":" + alias;
  }
}
