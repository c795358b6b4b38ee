package dev.wsemulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.feed.Batch;
import dev.wsemulator.feed.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FunctionLogTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.1234Z");

  private final FunctionLog log = new FunctionLog();

  private List<String> texts(List<LogLine> lines) {
    return lines.stream().map(LogLine::text).toList();
  }

  @Test
  void aLineTellsWhenItWasWritten() {
    log.add(NOON, null, "hello");
    assertThat(log.lines().get(0)).hasToString("2026-01-31T12:00:00.123Z hello");
    assertThat(log.text()).isEqualTo("hello\n");
  }

  @Test
  void theNewestLinesAreKept() {
    for (int i = 0; i < FunctionLog.CAPACITY / 2 + 1; i++) {
      int number = i;
      log.add(NOON, "id", 2, () -> "first " + number + "\nsecond " + number);
    }
    log.add(NOON, "id", "one more");
    List<String> kept = texts(log.lines());
    assertThat(kept).hasSize(FunctionLog.CAPACITY - 1);
    assertThat(kept.get(0)).isEqualTo("first 2");
    assertThat(kept.get(kept.size() - 1)).isEqualTo("one more");
  }

  @Test
  void fewerLinesAreKeptIfTheyAreLong() {
    for (int i = 0; i < 100; i++) {
      log.add(NOON, null, "x".repeat(1_000_000));
    }
    assertThat(log.lines()).hasSize(32);
    assertThat(log.lines().get(0).text()).hasSize(256 * 1024);
  }

  @Test
  void theLastLinesMayBeLessThanWhatWasWrittenAtOnce() {
    log.add(NOON, null, "a\nb\n");
    log.add(NOON, null, "");
    log.add(NOON, null, "c");
    assertThat(texts(log.last(3))).containsExactly("b", "", "c");
    assertThat(log.last(0)).isEmpty();
    assertThat(log.last(-1)).isEmpty();
    assertThat(log.last(100)).hasSize(4);
  }

  @Test
  void aReaderMissesNothingUntilItGoes() {
    IntStream.range(0, 5).forEach(i -> log.add(NOON, null, "before " + i));
    List<LogLine> read = Collections.synchronizedList(new ArrayList<>());
    Subscription reading = log.follow(3, batch -> read.addAll(batch.items()));
    log.add(NOON, null, "after\nit");
    reading.close();
    log.add(NOON, null, "later");
    assertThat(texts(read)).containsExactly("before 3", "before 4", "after", "it");
  }

  @Test
  void aReaderThatComesLateIsToldWhatItHasMissed() {
    for (int i = 0; i < FunctionLog.CAPACITY; i++) {
      log.add(NOON, null, i + " first\n" + i + " second");
    }
    Batch<LogLine> batch = log.since(3, 2);
    assertThat(batch.first()).isEqualTo(FunctionLog.CAPACITY);
    assertThat(batch.missed()).isEqualTo(FunctionLog.CAPACITY - 3);
    assertThat(texts(batch.items())).containsExactly("5000 first", "5000 second");
    assertThat(texts(log.since(batch.next() + 1, 1).items())).containsExactly("5001 second");
    assertThat(log.since(log.end()).items()).isEmpty();
  }

  @Test
  void linesOfAnInvocationAreFoundByItsId() {
    log.add(NOON, "one", "a\nb");
    log.add(NOON, "two", "c");
    log.add(NOON, null, "d");
    assertThat(texts(log.ofRequest("one"))).containsExactly("a", "b");
  }
}
