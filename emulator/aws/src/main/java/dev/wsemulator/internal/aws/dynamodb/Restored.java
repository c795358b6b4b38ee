package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.dynamodb.kept.TableDefinition;
import dev.wsemulator.internal.json.Json;
import dev.wsemulator.stack.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * A table that was kept, as it is created again. Immutable.
 *
 * @param withoutStream creates it; its stream comes when its items are there
 * @param stream what its stream shows, if it has one
 * @param expiry the attribute with the time when items expire
 * @param streamLabel tells the streams of the table apart
 */
record Restored(
    CreateTableRequest withoutStream,
    Optional<StreamViewType> stream,
    Optional<String> expiry,
    String streamLabel) {

  /** Returns a table as the stack wants it, or as it was. */
  static Restored of(String name, Json kept, Optional<Table> wanted) {
    if (wanted.isPresent()) {
      Table table = wanted.get();
      @Nullable StreamSpecification none = null;
      return new Restored(
          TableRequests.create(table).toBuilder().streamSpecification(none).build(),
          table.stream().map(view -> StreamViewType.fromValue(view.name())),
          table.timeToLiveAttribute(),
          Arn.STREAM_LABEL);
    }
    return new Restored(
        TableDefinition.create(name, kept),
        TableDefinition.text(kept, "stream").map(StreamViewType::fromValue),
        TableDefinition.text(kept, "expiry"),
        TableDefinition.text(kept, "streamLabel").orElse(Arn.STREAM_LABEL));
  }
}
