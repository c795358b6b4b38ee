package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.source.stream.ShardFeed;
import dev.wsemulator.internal.source.stream.StreamRecord;
import dev.wsemulator.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** The stream of a table at an endpoint, which is asked four times a second as Lambda does. */
final class EndpointFeed implements ShardFeed {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointFeed.class);
  private static final int PERIOD_MILLIS = 250;
  private static final int MOST_WAITING = 10_000;

  private final Source source;
  private final StreamReader reader;
  private final TimeSource clock;
  private final Queue<LoggedRecord> waiting = new ConcurrentLinkedQueue<>();
  private final Future<?> asking;
  private volatile Runnable listener = () -> {};
  private volatile boolean isClosed;

  /**
   * What is read.
   *
   * @param arn the ARN that functions see
   * @param region the region that functions see
   * @param shardId the first shard
   */
  record Source(String arn, String region, String shardId) {}

  EndpointFeed(
      Source source, StreamReader reader, TimeSource clock, ScheduledExecutorService threads) {
    this.source = source;
    this.reader = reader;
    this.clock = clock;
    this.asking =
        threads.scheduleWithFixedDelay(this::ask, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void ask() {
    if (waiting.size() >= MOST_WAITING) {
      return;
    }
    try {
      List<Record> records = reader.read();
      records.forEach(
          record ->
              waiting.add(
                  LoggedRecord.of(
                      EmptyValues.completed(record, key -> Map.of()),
                      time(record),
                      source.region())));
      if (!records.isEmpty()) {
        listener.run();
      }
    } catch (RuntimeException e) {
      if (!isClosed) {
        LOG.warn("The stream {} does not answer: {}", source.arn(), e.toString());
      }
    }
  }

  /** The endpoint's times are of use only where the emulator's clock is the same. */
  private Instant time(Record record) {
    return clock.canAdvance() ? clock.now() : record.dynamodb().approximateCreationDateTime();
  }

  @Override
  public String shardId() {
    return source.shardId();
  }

  @Override
  public List<StreamRecord> read(int most) {
    List<StreamRecord> read = new ArrayList<>();
    while (read.size() < most) {
      LoggedRecord next = waiting.poll();
      if (next == null) {
        break;
      }
      read.add(next.forFunctions(source.arn()));
    }
    return read;
  }

  @Override
  public void onArrival(Runnable wake) {
    listener = wake;
  }

  @Override
  public void close() {
    isClosed = true;
    asking.cancel(true);
    listener = () -> {};
  }
}
