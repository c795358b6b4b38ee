package dev.wsemulator.internal.controlplane;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Aliases of functions. They are kept and shown; each leads to the function's latest code, which is
 * the only one here.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html">CreateAlias</a>
 */
final class AliasCalls {
  private static final List<String> SETTINGS =
      List.of("FunctionVersion", "Description", "RoutingConfig");

  private AliasCalls() {}

  private static String path(FunctionRequest request) {
    return "/aliases/" + request.name();
  }

  private static Document aliases(Draft draft, FunctionRequest request) {
    return draft.find(path(request)).orElse(Document.EMPTY);
  }

  static Answer create(Draft draft, Document function, FunctionRequest request) {
    String name = request.body().text("Name").orElse("");
    if (!name.matches("(?!\\d+$)[a-zA-Z0-9_-]{1,128}")) {
      throw FunctionDocuments.invalid(
          "The alias name \"%s\" must have 1 to 128 letters, digits, hyphens and underscores, and"
              + " not only digits.",
          name);
    }
    String arn = arn(function, name);
    if (aliases(draft, request).has(name)) {
      throw Refusal.of(409, "ResourceConflictException", "Alias already exists: " + arn);
    }
    Document alias =
        new Document(Map.of())
            .with("AliasArn", arn)
            .with("Name", name)
            .with("FunctionVersion", "$LATEST")
            .with("Description", "");
    return Answer.created(keep(draft, request, name, alias));
  }

  static Answer get(Draft draft, Document function, FunctionRequest request) {
    return Answer.ok(alias(draft, function, request));
  }

  static Answer list(Draft draft, FunctionRequest request) {
    return Answer.ok(
        new Document(Map.of("Aliases", List.copyOf(aliases(draft, request).members().values()))));
  }

  static Answer update(Draft draft, Document function, FunctionRequest request) {
    Document alias = alias(draft, function, request);
    return Answer.ok(keep(draft, request, request.rest(), alias));
  }

  static Answer remove(Draft draft, FunctionRequest request) {
    draft.put(path(request), aliases(draft, request).without(request.rest()));
    return Answer.NOTHING;
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
    if (!aliases.has(request.rest())) {
      throw Refusal.of(
          404,
          "ResourceNotFoundException",
          "Cannot find alias arn: " + arn(function, request.rest()));
    }
    return aliases.object(request.rest());
  }

  private static String arn(Document function, String alias) {
    return function.text("FunctionArn").orElse("") + ":" + alias;
  }
}
