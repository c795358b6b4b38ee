package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Change;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.Query;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.definition.FunctionUri;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.source.EventPattern;
import dev.wsemulator.internal.source.InvalidPatternException;
import dev.wsemulator.stack.EventSourceMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The calls about event source mappings of queues and of streams of tables.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html">CreateEventSourceMapping</a>
 */
public final class MappingCalls {
  private static final String ROOT = "/event-source-mappings";
  private static final String SOURCE = "EventSourceArn";
  private static final String BATCH = "BatchSize";
  private static final String WINDOW = "MaximumBatchingWindowInSeconds";
  private static final Set<String> SERVICES = Set.of("dynamodb", "sqs");

  /** What calls may set beside the function, and whether the mapping is in use. */
  private static final List<String> SETTINGS =
      List.of(BATCH, WINDOW, "FilterCriteria", "FunctionResponseTypes", "ScalingConfig");

  private final AwsAccount account;
  private final FunctionRuntime functions;
  private final ServedMappings served;

  /**
   * Creates it.
   *
   * @param account whose mappings they are
   * @param functions runs the functions
   * @param served the mappings in use
   */
  public MappingCalls(AwsAccount account, FunctionRuntime functions, ServedMappings served) {
    this.account = account;
    this.functions = functions;
    this.served = served;
  }

  /** Returns whether a change is one of a mapping. */
  public static boolean concerns(Change change) {
    return change.path().startsWith(ROOT + "/");
  }

  /** Returns the mappings that calls have made. */
  public static List<EventSourceMapping> mappings(Documents documents) {
    return documents.children(ROOT).values().stream().map(MappingDocuments::mapping).toList();
  }

  ServiceResponse create(Draft draft, FunctionRequest request) {
    Document body = request.body();
    String source = body.text(SOURCE).orElse("");
    String[] arn = source.split(":", 6);
    if (arn.length != 6 || !SERVICES.contains(arn[2])) {
      throw FunctionDocuments.invalid(
          "Unrecognized event source %s: only queues and streams of tables are event sources here.",
          source);
    }
    Document mapping =
        new Document(Map.of("UUID", UUID.randomUUID().toString(), BATCH, 10L, WINDOW, 0L))
            .with(SOURCE, source)
            .with("FunctionArn", functionArn(body.text("FunctionName").orElse("")))
            .with("FunctionResponseTypes", List.of())
            .with("State", "Enabled");
    checkNew(draft, mapping);
    Document begun =
        StreamDocuments.isOne(source) ? StreamDocuments.withDefaults(mapping) : mapping;
    return new ServiceResponse(202, keep(draft, changed(begun, body)));
  }

  private void checkNew(Draft draft, Document mapping) {
    all(draft).stream()
        .filter(
            one ->
                one.text(SOURCE).equals(mapping.text(SOURCE))
                    && one.text("FunctionArn").equals(mapping.text("FunctionArn")))
        .findFirst()
        .ifPresent(
            one -> {
              throw ServiceException.of(
                  409,
                  "ResourceConflictException",
                  "The event source arn (\" %s \") and function (\" %s \") provided mapping already exists. Please update or delete the existing mapping with UUID %s"
                      .formatted(
                          one.text(SOURCE).orElse(""),
                          one.text("FunctionArn").orElse(""),
                          one.text("UUID").orElse("")));
            });
  }

  private String functionArn(String named) {
    String name = FunctionRequest.functionName(named);
    if (functions.find(name).isEmpty()) {
      throw ServiceException.of(
          404,
          "ResourceNotFoundException",
          "Function not found: " + FunctionUri.arn(account, name));
    }
    int at = named.lastIndexOf(name);
    String qualifier = at < 0 ? "" : named.substring(at + name.length());
    return FunctionUri.arn(account, name) + qualifier;
  }

  private Document changed(Document mapping, Document body) {
    Document changed = mapping;
    boolean isStream = StreamDocuments.isOne(mapping.text(SOURCE).orElse(""));
    List<String> settings = new ArrayList<>(SETTINGS);
    if (isStream) {
      settings.addAll(StreamDocuments.SETTINGS);
    }
    for (String setting : settings) {
      Object value = body.members().get(setting);
      if (value != null) {
        changed = changed.with(setting, value);
      }
    }
    if (body.has("Enabled")) {
      changed = changed.with("State", body.isTrue("Enabled") ? "Enabled" : "Disabled");
    }
    check(changed);
    return MappingDocuments.completed(changed, account);
  }

  private static void check(Document mapping) {
    boolean isFifo = mapping.text(SOURCE).orElse("").endsWith(".fifo");
    long batch = number(mapping, BATCH, 1, isFifo ? 10 : 10_000);
    long window = number(mapping, WINDOW, 0, isFifo ? 0 : 300);
    if (StreamDocuments.isOne(mapping.text(SOURCE).orElse(""))) {
      StreamDocuments.check(mapping);
    } else if (batch > 10 && window == 0) {
      throw FunctionDocuments.invalid(
          "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
    }
    if (!mapping.object("ScalingConfig").members().isEmpty()) {
      number(mapping.object("ScalingConfig"), "MaximumConcurrency", 2, 1_000);
    }
    for (String pattern : MappingDocuments.filters(mapping)) {
      try {
        EventPattern.parse(pattern);
      } catch (InvalidPatternException e) {
        throw FunctionDocuments.invalid("Invalid filter pattern definition. %s", e.getMessage());
      }
    }
  }

  static long number(Document mapping, String name, long least, long most) {
    long value = mapping.number(name).map(Number::longValue).orElse(least);
    if (value < least || value > most) {
      throw FunctionDocuments.invalid(
          "%s of %d is not between %d and %d.", name, value, least, most);
    }
    return value;
  }

  private static Document keep(Draft draft, Document mapping) {
    draft.put(ROOT + "/" + mapping.text("UUID").orElse(""), mapping);
    return mapping;
  }

  private List<Document> all(Draft draft) {
    List<Document> all = new ArrayList<>();
    served.ofTemplates().forEach(one -> all.add(MappingDocuments.shown(one, account)));
    all.addAll(draft.children(ROOT).values());
    return all;
  }

  ServiceResponse list(Draft draft, FunctionRequest request) {
    Query query = Query.of(request.http().rawQuery());
    Optional<String> source = query.value(SOURCE);
    Optional<String> function =
        query
            .value("FunctionName")
            .map(name -> FunctionUri.arn(account, FunctionRequest.functionName(name)));
    List<Map<String, Object>> found =
        all(draft).stream()
            .filter(one -> source.isEmpty() || one.text(SOURCE).equals(source))
            .filter(one -> function.isEmpty() || one.text("FunctionArn").equals(function))
            .map(Document::members)
            .toList();
    return ServiceResponse.ok(new Document(Map.of("EventSourceMappings", found)));
  }

  ServiceResponse get(Draft draft, FunctionRequest request) {
    return ServiceResponse.ok(find(draft, request));
  }

  private Document find(Draft draft, FunctionRequest request) {
    String id = request.path().get(1);
    return all(draft).stream()
        .filter(one -> one.text("UUID").equals(Optional.of(id)))
        .findFirst()
        .orElseThrow(
            () ->
                ServiceException.of(
                    404,
                    "ResourceNotFoundException",
                    "The resource you requested does not exist."));
  }

  private Document own(Draft draft, FunctionRequest request) {
    Document mapping = find(draft, request);
    return draft
        .find(ROOT + "/" + mapping.text("UUID").orElse(""))
        .orElseThrow(
            () ->
                FunctionDocuments.invalid(
                    "The event source mapping %s comes from a template and cannot be changed by calls. Change the template.",
                    mapping.text("UUID").orElse("")));
  }

  ServiceResponse update(Draft draft, FunctionRequest request) {
    Document mapping = own(draft, request);
    Document body = request.body();
    Document named =
        body.text("FunctionName")
            .map(name -> mapping.with("FunctionArn", functionArn(name)))
            .orElse(mapping);
    return new ServiceResponse(202, keep(draft, changed(named, body)));
  }

  ServiceResponse remove(Draft draft, FunctionRequest request) {
    Document mapping = own(draft, request);
    draft.remove(ROOT + "/" + mapping.text("UUID").orElse(""));
    return new ServiceResponse(202, mapping.with("State", "Deleting"));
  }
}
