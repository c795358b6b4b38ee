package dev.wsemulator.internal.source.stream;

import dev.wsemulator.internal.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The event that a function gets for a batch.
 *
 * @param mapping the mapping
 * @param shardId the shard
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Using Lambda with
 *     DynamoDB: example event</a>
 */
record StreamEvent(Mapping mapping, String shardId) {

  /** Returns the event, as UTF-8. */
  byte[] of(RecordBatch batch, @Nullable Aggregation windows) {
    String records =
        batch.records().stream().map(StreamRecord::json).collect(Collectors.joining(",", "[", "]"));
    JsonText event = new JsonText().open().name("Records").raw(records);
    if (windows != null) {
      addWindow(event, batch, windows);
    }
    return event.close().toString().getBytes(StandardCharsets.UTF_8);
  }

  private void addWindow(JsonText event, RecordBatch batch, Aggregation windows) {
    event
        .name("window")
        .open()
        .string("start", windows.start().toString())
        .string("end", windows.end().toString())
        .close()
        .name("state")
        .raw(windows.state())
        .string("shardId", shardId)
        .string("eventSourceARN", mapping.streamArn())
        .bool("isFinalInvokeForWindow", batch.kind() == RecordBatch.Kind.WINDOW_END)
        .bool("isWindowTerminatedEarly", batch.kind() == RecordBatch.Kind.WINDOW_TOO_LARGE);
  }
}
