package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.definition.FunctionUri;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code lambda} REST API, for functions in Java whose code is in the call.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html">Actions</a>
 */
public final class FunctionCalls {
  private static final int PAGE = 50;

  private final FunctionDocuments documents;
  private final FunctionRuntime runtime;
  private final PermissionCalls permissions;

  public FunctionCalls(FunctionDocuments documents, FunctionRuntime runtime) {
    this.documents = documents;
    this.runtime = runtime;
    this.permissions = new PermissionCalls();
  }

  /** Does a call, and returns the answer to it. */
  public ServiceResponse call(Draft draft, FunctionRequest request) {
    return switch (request.operation()) {
      case "POST functions" -> create(draft, request);
      case "GET functions" -> list(draft, request);
      case "GET functions/*" -> get(draft, request);
      case "GET functions/*/configuration" ->
          ServiceResponse.ok(function(draft, request).visible());
      case "GET functions/*/versions" ->
          ServiceResponse.ok(
              new Document(
                  Map.of("Versions", List.of(function(draft, request).visible().members()))));
      case "POST functions/*/versions" ->
          AliasCalls.publish(draft, function(draft, request), request);
      case "PUT functions/*/configuration" -> {
        Document before = own(draft, request);
        yield changed(draft, request, documents.configured(before, request.body()));
      }
      case "PUT functions/*/code" -> {
        Document before = own(draft, request);
        yield changed(draft, request, documents.coded(before, request.body()));
      }
      case "DELETE functions/*" -> {
        own(draft, request);
        draft.remove(FunctionDocuments.path(request.name()));
        PermissionCalls.forget(draft, request);
        AliasCalls.forget(draft, request);
        yield ServiceResponse.NOTHING;
      }
      default -> further(draft, request);
    };
  }

  private ServiceResponse further(Draft draft, FunctionRequest request) {
    return switch (request.operation()) {
      case "POST functions/*/policy" -> permissions.add(draft, function(draft, request), request);
      case "GET functions/*/policy" -> permissions.get(draft, function(draft, request), request);
      case "DELETE functions/*/policy" -> {
        function(draft, request);
        yield permissions.remove(draft, request);
      }
      case "GET functions/*/code-signing-config" ->
          ServiceResponse.ok(new Document(Map.of("FunctionName", request.name())));
      case "PUT functions/*/concurrency" -> {
        Object limit = request.body().members().get("ReservedConcurrentExecutions");
        Document function = own(draft, request);
        changed(draft, request, limit == null ? function : function.with("_concurrency", limit));
        yield ServiceResponse.ok(concurrency(own(draft, request)));
      }
      case "GET functions/*/concurrency" ->
          ServiceResponse.ok(concurrency(function(draft, request)));
      case "DELETE functions/*/concurrency" -> {
        changed(draft, request, own(draft, request).without("_concurrency"));
        yield ServiceResponse.NOTHING;
      }
      default -> aliases(draft, request);
    };
  }

  private ServiceResponse aliases(Draft draft, FunctionRequest request) {
    boolean isOne = !request.rest().isEmpty();
    return switch (request.operation() + (isOne ? "/*" : "")) {
      case "POST functions/*/aliases" ->
          AliasCalls.create(draft, function(draft, request), request);
      case "GET functions/*/aliases" -> AliasCalls.list(draft, function(draft, request), request);
      case "GET functions/*/aliases/*" -> AliasCalls.get(draft, function(draft, request), request);
      case "PUT functions/*/aliases/*" ->
          AliasCalls.update(draft, function(draft, request), request);
      case "DELETE functions/*/aliases/*" -> {
        function(draft, request);
        yield AliasCalls.remove(draft, request);
      }
      default -> tags(draft, request);
    };
  }

  private ServiceResponse tags(Draft draft, FunctionRequest request) {
    return switch (request.operation()) {
      case "GET tags/*" ->
          ServiceResponse.ok(new Document(Map.of("Tags", function(draft, request).texts("_tags"))));
      case "POST tags/*" -> {
        Map<String, String> tags = new TreeMap<>(own(draft, request).texts("_tags"));
        tags.putAll(request.body().texts("Tags"));
        changed(draft, request, own(draft, request).with("_tags", tags));
        yield ServiceResponse.NOTHING;
      }
      case "DELETE tags/*" -> {
        Map<String, String> tags = new TreeMap<>(own(draft, request).texts("_tags"));
        tags.keySet().removeAll(Query.of(request.http().rawQuery()).values("tagKeys"));
        changed(draft, request, own(draft, request).with("_tags", tags));
        yield ServiceResponse.NOTHING;
      }
      default ->
          throw ServiceException.of(
              404,
              "UnknownOperationException",
              "The operation %s of Lambda is not emulated.".formatted(request.operation()));
    };
  }

  private static Document concurrency(Document function) {
    return function
        .number("_concurrency")
        .map(limit -> new Document(Map.of("ReservedConcurrentExecutions", limit)))
        .orElse(Document.EMPTY);
  }

  private ServiceResponse create(Draft draft, FunctionRequest request) {
    Document body = request.body();
    String name = FunctionRequest.functionName(body.text("FunctionName").orElse(""));
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw FunctionDocuments.invalid(
          "The function name \"%s\" must have 1 to 64 letters, digits, hyphens and underscores.",
          name);
    }
    if (runtime.find(name).isPresent() || draft.find(FunctionDocuments.path(name)).isPresent()) {
      throw ServiceException.of(
          409, "ResourceConflictException", "Function already exist: %s".formatted(name));
    }
    Document function = documents.coded(documents.created(name, body), body.object("Code"));
    draft.put(FunctionDocuments.path(name), function);
    return ServiceResponse.created(function.visible());
  }

  private static ServiceResponse changed(Draft draft, FunctionRequest request, Document function) {
    draft.put(FunctionDocuments.path(request.name()), function);
    return ServiceResponse.ok(function.visible());
  }

  private ServiceResponse get(Draft draft, FunctionRequest request) {
    Document function = function(draft, request);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Configuration", function.visible().members());
    answer.put("Code", Map.of("RepositoryType", "S3"));
    answer.put("Tags", function.texts("_tags"));
    if (function.has("_concurrency")) {
      answer.put("Concurrency", concurrency(function).members());
    }
    return ServiceResponse.ok(new Document(answer));
  }

  private ServiceResponse list(Draft draft, FunctionRequest request) {
    Query query = Query.of(request.http().rawQuery());
    String after = query.value("Marker").orElse("");
    int size =
        query
            .value("MaxItems")
            .filter(text -> text.matches("[1-9]\\d{0,3}"))
            .map(Integer::parseInt)
            .orElse(PAGE);
    List<FunctionDefinition> rest =
        runtime.definitions().stream()
            .filter(function -> function.name().compareTo(after) > 0)
            .toList();
    List<FunctionDefinition> page = rest.subList(0, Math.min(size, rest.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "Functions",
        page.stream().map(function -> find(draft, function.name()).visible().members()).toList());
    if (page.size() < rest.size()) {
      answer.put("NextMarker", page.get(page.size() - 1).name());
    }
    return ServiceResponse.ok(new Document(answer));
  }

  private Document function(Draft draft, FunctionRequest request) {
    return find(draft, request.name());
  }

  private Document find(Draft draft, String name) {
    return draft
        .find(FunctionDocuments.path(name))
        .or(() -> runtime.find(name).map(found -> documents.described(found.definition())))
        .orElseThrow(() -> notFound(name));
  }

  public ServiceException notFound(String name) {
    return ServiceException.of(
        404,
        "ResourceNotFoundException",
        "Function not found: " + FunctionUri.arn(documents.account(), name));
  }

  /** Returns a function that calls have created, and calls may change. */
  private Document own(Draft draft, FunctionRequest request) {
    find(draft, request.name());
    return draft
        .find(FunctionDocuments.path(request.name()))
        .orElseThrow(
            () ->
                FunctionDocuments.invalid(
                    "The function %s comes from a template and cannot be changed by calls. Change"
                        + " the template.",
                    request.name()));
  }
}
