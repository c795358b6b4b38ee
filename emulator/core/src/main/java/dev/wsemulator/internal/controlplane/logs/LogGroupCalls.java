package dev.wsemulator.internal.controlplane.logs;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Log groups of CloudWatch Logs. They are kept and shown; what is logged goes to files, whether
 * there is a group or not.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html">Actions</a>
 */
public record LogGroupCalls(AwsAccount account) {
  private static final String ROOT = "/loggroups";
  private static final String TAGS = "_tags";
  private static final long PAGE = 50;

  private static final Set<Long> RETENTIONS =
      Set.of(
          1L, 3L, 5L, 7L, 14L, 30L, 60L, 90L, 120L, 150L, 180L, 365L, 400L, 545L, 731L, 1096L,
          1827L, 2192L, 2557L, 2922L, 3288L, 3653L);

  /** Does a call, and returns what it returns. */
  public Document call(Draft draft, HttpRequest request) {
    String target = request.header("X-Amz-Target").orElse("");
    String operation = target.substring(target.indexOf('.') + 1);
    Document body =
        Document.parse(request.body())
            .orElseThrow(
                () -> ServiceException.of(400, "SerializationException", "No JSON object."));
    return switch (operation) {
      case "CreateLogGroup" -> create(draft, body);
      case "DescribeLogGroups" -> describe(draft, body);
      case "DeleteLogGroup" -> {
        draft.remove(path(name(find(draft, body))));
        yield Document.EMPTY;
      }
      case "PutRetentionPolicy" ->
          put(draft, find(draft, body).with("retentionInDays", retention(body)));
      case "DeleteRetentionPolicy" -> put(draft, find(draft, body).without("retentionInDays"));
      case "ListTagsForResource", "ListTagsLogGroup" ->
          new Document(Map.of("tags", find(draft, body).texts(TAGS)));
      case "TagResource", "TagLogGroup", "UntagResource", "UntagLogGroup" -> {
        Document group = find(draft, body);
        Map<String, String> tags = new TreeMap<>(group.texts(TAGS));
        tags.putAll(operation.startsWith("Tag") ? body.texts("tags") : Map.of());
        tags.keySet().removeAll(body.list(operation.endsWith("Group") ? "tags" : "tagKeys"));
        yield put(draft, group.with(TAGS, tags));
      }
      default ->
          throw ServiceException.of(
              400,
              "UnknownOperationException",
              "The operation %s of CloudWatch Logs is not emulated.".formatted(operation));
    };
  }

  private static String path(String name) {
    return ROOT + "/" + name.replace("/", "%2F");
  }

  private static String name(Document group) {
    return group.text("logGroupName").orElseThrow();
  }

  private static Document put(Draft draft, Document group) {
    draft.put(path(name(group)), group);
    return Document.EMPTY;
  }

  private Document create(Draft draft, Document body) {
    String name = body.text("logGroupName").orElse("");
    if (!name.matches("[.\\-_/#A-Za-z0-9]{1,512}")) {
      throw invalid(
          "1 validation error detected: Value '%s' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+"
              .formatted(name));
    }
    if (draft.find(path(name)).isPresent()) {
      throw ServiceException.of(
          400, "ResourceAlreadyExistsException", "The specified log group already exists");
    }
    String arn = Arn.of("logs", account.region(), account.accountId(), "log-group:" + name);
    Document group =
        Document.EMPTY
            .with("logGroupName", name)
            .with("creationTime", account.time().now().toEpochMilli())
            .with("metricFilterCount", 0L)
            .with("arn", arn + ":*")
            .with("logGroupArn", arn)
            .with("storedBytes", 0L)
            .with("logGroupClass", body.text("logGroupClass").orElse("STANDARD"))
            .with(TAGS, body.texts("tags"));
    return put(draft, body.text("kmsKeyId").map(key -> group.with("kmsKeyId", key)).orElse(group));
  }

  private static Document describe(Draft draft, Document body) {
    String prefix = body.text("logGroupNamePrefix").orElse("");
    String pattern = body.text("logGroupNamePattern").orElse("");
    String after = body.text("nextToken").orElse("");
    long limit = body.number("limit").map(Number::longValue).orElse(PAGE);
    List<Document> rest =
        draft.children(ROOT).values().stream()
            .filter(group -> name(group).startsWith(prefix) && name(group).contains(pattern))
            .filter(group -> path(name(group)).compareTo(after) > 0)
            .toList();
    List<Document> page = rest.stream().limit(limit).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("logGroups", page.stream().map(group -> group.visible().members()).toList());
    if (page.size() < rest.size() && !page.isEmpty()) {
      answer.put("nextToken", path(name(page.get(page.size() - 1))));
    }
    return new Document(answer);
  }

  /** Returns a group that a call names, by itself or by an ARN. */
  private static Document find(Draft draft, Document body) {
    String name =
        body.text("logGroupName")
            .or(() -> body.text("resourceArn"))
            .orElse("")
            .replaceFirst("^arn:.*:log-group:", "")
            .replaceFirst(":\\*$", "");
    return draft
        .find(path(name))
        .orElseThrow(
            () ->
                ServiceException.of(
                    400, "ResourceNotFoundException", "The specified log group does not exist."));
  }

  private static Long retention(Document body) {
    Long days = body.number("retentionInDays").map(Number::longValue).orElse(0L);
    if (!RETENTIONS.contains(days)) {
      throw invalid(
          "%d is not a number of days for which a log group can keep its events.".formatted(days));
    }
    return days;
  }

  private static ServiceException invalid(String message) {
    return ServiceException.of(400, "InvalidParameterException", message);
  }
}
