package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.definition.FunctionUri;
import dev.wsemulator.stack.EventSourceMapping;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Event source mappings as calls show them, and as they are used.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html">EventSourceMappingConfiguration</a>
 */
final class MappingDocuments {
  private static final String BATCH = "BatchSize";
  private static final String WINDOW = "MaximumBatchingWindowInSeconds";
  private static final String TYPES = "FunctionResponseTypes";
  private static final String REPORT = "ReportBatchItemFailures";

  private MappingDocuments() {}

  /** Returns a mapping of a template as calls show it. */
  static Document shown(EventSourceMapping mapping, AwsAccount account) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("UUID", mapping.id());
    all.put(BATCH, (long) mapping.batchSize().orElse(10));
    all.put(WINDOW, mapping.batchingWindow().toSeconds());
    all.put("EventSourceArn", mapping.sourceArn());
    all.put("FunctionArn", FunctionUri.arn(account, mapping.functionName()));
    if (!mapping.filters().isEmpty()) {
      List<Map<String, String>> filters =
          mapping.filters().stream().map(pattern -> Map.of("Pattern", pattern)).toList();
      all.put("FilterCriteria", Map.of("Filters", filters));
    }
    all.put(TYPES, mapping.reportsItemFailures() ? List.of(REPORT) : List.of());
    mapping
        .maximumConcurrency()
        .ifPresent(most -> all.put("ScalingConfig", Map.of("MaximumConcurrency", (long) most)));
    if (StreamDocuments.isOne(mapping.sourceArn())) {
      StreamDocuments.show(mapping, all);
    }
    all.put("State", mapping.isEnabled() ? "Enabled" : "Disabled");
    return completed(new Document(all), account);
  }

  /** Adds what Lambda says of every mapping. */
  static Document completed(Document mapping, AwsAccount account) {
    String arn =
        Arn.of(
            "lambda",
            account.region(),
            account.accountId(),
            "event-source-mapping:" + mapping.text("UUID").orElse(""));
    return mapping
        .with("EventSourceMappingArn", arn)
        .with("LastModified", account.time().now().getEpochSecond())
        .with("StateTransitionReason", "USER_INITIATED");
  }

  /** Returns the mapping that a document shows. */
  static EventSourceMapping mapping(Document document) {
    String function = document.text("FunctionArn").orElse("");
    EventSourceMapping.Builder builder =
        EventSourceMapping.builder(
                document.text("UUID").orElse(""),
                document.text("EventSourceArn").orElse(""),
                function.substring(function.indexOf(":function:") + ":function:".length()))
            .enabled(document.text("State").orElse("").equals("Enabled"))
            .batchingWindow(
                Duration.ofSeconds(document.number(WINDOW).map(Number::longValue).orElse(0L)))
            .filters(filters(document))
            .reportsItemFailures(document.list(TYPES).contains(REPORT));
    if (StreamDocuments.isOne(document.text("EventSourceArn").orElse(""))) {
      builder.stream(StreamDocuments.settings(document));
    }
    document.number(BATCH).ifPresent(size -> builder.batchSize(size.intValue()));
    document
        .object("ScalingConfig")
        .number("MaximumConcurrency")
        .ifPresent(most -> builder.maximumConcurrency(most.intValue()));
    return builder.build();
  }

  static List<String> filters(Document document) {
    Object filters = document.object("FilterCriteria").members().get("Filters");
    return filters instanceof List<?> list
        ? list.stream().map(one -> Document.of(one).text("Pattern").orElse("")).toList()
        : List.of();
  }
}
