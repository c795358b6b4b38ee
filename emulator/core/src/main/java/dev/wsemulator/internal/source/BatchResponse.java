package dev.wsemulator.internal.source;

import dev.wsemulator.internal.json.Json;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a function says of the items of its batch, if its event source mapping has {@code
 * ReportBatchItemFailures}. Immutable.
 *
 * @param failed the ids of the items that have failed, in the order in which the function names
 *     them; all ids if the answer cannot be used
 * @param problem why the answer cannot be used, a sentence; empty if it can
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">Partial
 *     batch responses for queues</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">…
 *     and for streams</a>
 */
public record BatchResponse(Set<String> failed, Optional<String> problem) {

  /**
   * Reads the answer to a batch. Nothing, {@code null}, an object without the list, and a list that
   * is empty or {@code null} say that all items are done. Everything else that is not a list of ids
   * of the batch says that all have failed.
   *
   * @param answer what the function has returned
   * @param ids the ids of the batch
   */
  public static BatchResponse parse(byte[] answer, List<String> ids) {
    if (answer.length == 0) {
      return of(Set.of());
    }
    Json json = Json.parse(answer).orElse(null);
    if (json == null) {
      return unusable("The answer is not JSON.", ids);
    }
    if (json.isNull()) {
      return of(Set.of());
    }
    if (!json.isObject()) {
      return unusable("The answer is not an object.", ids);
    }
    Optional<Json> list = json.child("batchItemFailures").filter(value -> !value.isNull());
    return list.map(value -> ofList(value, ids)).orElseGet(() -> of(Set.of()));
  }

  private static BatchResponse ofList(Json list, List<String> ids) {
    if (list.isObject() || list.isScalar()) {
      return unusable("batchItemFailures is not a list.", ids);
    }
    Set<String> known = new HashSet<>(ids);
    Set<String> failed = new LinkedHashSet<>();
    for (Json item : list.elements()) {
      Optional<String> id = item.child("itemIdentifier").flatMap(Json::string);
      if (id.isEmpty() || id.get().isEmpty()) {
        return unusable("An element of batchItemFailures has no itemIdentifier.", ids);
      }
      if (!known.contains(id.get())) {
        return unusable("No item of the batch has the itemIdentifier " + id.get() + ".", ids);
      }
      failed.add(id.get());
    }
    return of(failed);
  }

  private static BatchResponse of(Set<String> failed) {
    return new BatchResponse(failed, Optional.empty());
  }

  private static BatchResponse unusable(String problem, List<String> ids) {
    return new BatchResponse(new LinkedHashSet<>(ids), Optional.of(problem));
  }

  /** Makes the set unmodifiable. */
  public BatchResponse {
    failed = Collections.unmodifiableSet(failed);
  }
}
