package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.Routes;
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
  private static final String CONCURRENCY = "_concurrency";
  private static final String TAGS = "_tags";

  private final Routes<Operation> routes = new Routes<>();
  private final FunctionDocuments documents;
  private final FunctionRuntime runtime;
  private final PermissionCalls permissions = new PermissionCalls();
  private final CodeCalls codes;

  /** Does what a call asks for. */
  private interface Operation {
    ServiceResponse call(Draft draft, FunctionRequest request);
  }

  /** Does what a call asks for of a function that is there. */
  private interface OfFunction {
    ServiceResponse call(Draft draft, Document function, FunctionRequest request);
  }

  public FunctionCalls(
      FunctionDocuments documents, FunctionRuntime runtime, MappingCalls mappings) {
    this.documents = documents;
    this.runtime = runtime;
    this.codes = new CodeCalls(documents, runtime);
    routes
        .on("POST functions", this::create)
        .on("GET functions", this::list)
        .on("GET functions/*", this::get)
        .on("DELETE functions/*", own(FunctionCalls::delete))
        .on("GET functions/*/configuration", of((draft, one, call) -> shown(one)))
        .on(
            "PUT functions/*/configuration",
            own((draft, one, call) -> changed(draft, call, documents.configured(one, call.body()))))
        .on("PUT functions/*/code", of((draft, one, call) -> codes.update(draft, one, call)))
        .on("GET functions/*/versions", of((draft, one, call) -> versions(one)))
        .on("POST functions/*/versions", of(AliasCalls::publish))
        .on(
            "GET functions/*/code-signing-config",
            (draft, call) -> ServiceResponse.ok(new Document(Map.of("FunctionName", call.name()))));
    addSettings();
    addMappings(mappings);
  }

  private void addMappings(MappingCalls mappings) {
    routes
        .on("POST event-source-mappings", mappings::create)
        .on("GET event-source-mappings", mappings::list)
        .on("GET event-source-mappings/*", mappings::get)
        .on("PUT event-source-mappings/*", mappings::update)
        .on("DELETE event-source-mappings/*", mappings::remove);
  }

  private void addSettings() {
    routes
        .on("POST functions/*/policy", of(permissions::add))
        .on("GET functions/*/policy", of(permissions::get))
        .on(
            "DELETE functions/*/policy/*",
            of((draft, one, call) -> permissions.remove(draft, call)))
        .on("PUT functions/*/concurrency", own(this::limit))
        .on(
            "GET functions/*/concurrency",
            of((draft, one, call) -> ServiceResponse.ok(concurrency(one))))
        .on(
            "DELETE functions/*/concurrency",
            own((draft, one, call) -> removed(draft, call, one.without(CONCURRENCY))))
        .on(EventInvokeCalls.path("PUT"), own(this::queue))
        .on(EventInvokeCalls.path("POST"), own(this::queue))
        .on(EventInvokeCalls.path("GET"), of(EventInvokeCalls::get))
        .on(EventInvokeCalls.path("GET") + "/*", of(EventInvokeCalls::list))
        .on(EventInvokeCalls.path("DELETE"), own(EventInvokeCalls::delete))
        .on("POST functions/*/aliases", of(AliasCalls::create))
        .on("GET functions/*/aliases", of(AliasCalls::list))
        .on("GET functions/*/aliases/*", of(AliasCalls::get))
        .on("PUT functions/*/aliases/*", of(AliasCalls::update))
        .on(
            "DELETE functions/*/aliases/*",
            of((draft, one, call) -> AliasCalls.remove(draft, call)))
        .on(
            "GET tags/*",
            of(
                (draft, one, call) ->
                    ServiceResponse.ok(new Document(Map.of("Tags", one.texts(TAGS))))))
        .on("POST tags/*", own(FunctionCalls::tag))
        .on("DELETE tags/*", own(FunctionCalls::tag));
  }

  private Operation of(OfFunction operation) {
    return (draft, request) -> operation.call(draft, find(draft, request.name()), request);
  }

  /** Returns an operation of a function that calls have created. */
  private Operation own(OfFunction operation) {
    return (draft, request) -> operation.call(draft, own(draft, request), request);
  }

  /** Does a call, and returns the answer to it. */
  public ServiceResponse call(Draft draft, FunctionRequest request) {
    return routes
        .find(request.http().method(), request.path())
        .orElseThrow(
            () ->
                ServiceException.of(
                    404,
                    "UnknownOperationException",
                    "The operation %s of Lambda is not emulated.".formatted(request.operation())))
        .call(draft, request);
  }

  private static ServiceResponse shown(Document function) {
    return ServiceResponse.ok(function.visible());
  }

  private static ServiceResponse versions(Document function) {
    return ServiceResponse.ok(
        new Document(Map.of("Versions", List.of(function.visible().members()))));
  }

  private static ServiceResponse delete(Draft draft, Document function, FunctionRequest request) {
    draft.remove(FunctionDocuments.path(request.name()));
    PermissionCalls.forget(draft, request);
    AliasCalls.forget(draft, request);
    return ServiceResponse.NOTHING;
  }

  private ServiceResponse limit(Draft draft, Document function, FunctionRequest request) {
    Object limit = request.body().members().get("ReservedConcurrentExecutions");
    Document limited = limit == null ? function : function.with(CONCURRENCY, limit);
    changed(draft, request, limited);
    return ServiceResponse.ok(concurrency(limited));
  }

  private ServiceResponse queue(Draft draft, Document function, FunctionRequest request) {
    return EventInvokeCalls.put(draft, function, request, documents.account().time().now());
  }

  private static ServiceResponse tag(Draft draft, Document function, FunctionRequest request) {
    Map<String, String> tags = new TreeMap<>(function.texts(TAGS));
    if (request.http().method().equals("DELETE")) {
      tags.keySet().removeAll(Query.of(request.http().rawQuery()).values("tagKeys"));
    } else {
      tags.putAll(request.body().texts("Tags"));
    }
    return removed(draft, request, function.with(TAGS, tags));
  }

  private static ServiceResponse removed(Draft draft, FunctionRequest request, Document function) {
    changed(draft, request, function);
    return ServiceResponse.NOTHING;
  }

  private static Document concurrency(Document function) {
    return function
        .number(CONCURRENCY)
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
    return shown(function);
  }

  private ServiceResponse get(Draft draft, FunctionRequest request) {
    Document function = find(draft, request.name());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("Configuration", function.visible().members());
    answer.put("Code", Map.of("RepositoryType", "S3"));
    answer.put("Tags", function.texts(TAGS));
    if (function.has(CONCURRENCY)) {
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

  private Document find(Draft draft, String name) {
    return draft
        .find(FunctionDocuments.path(name))
        .or(() -> runtime.find(name).map(found -> codes.described(draft, found.definition())))
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
