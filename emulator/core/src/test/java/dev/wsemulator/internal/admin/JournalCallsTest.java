package dev.wsemulator.internal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.feed.Subscription;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.journal.Journal;
import dev.wsemulator.journal.JournalEntry.LimitPassed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

class JournalCallsTest {
  private static final int ENTRIES = 3000;

  @RepeatedTest(20)
  void whoeverFollowsMissesNothingAndReadsNothingTwice() throws Exception {
    Journal journal = new Journal();
    CountDownLatch begun = new CountDownLatch(1);
    Thread writer =
        new Thread(
            () -> {
              for (int n = 0; n < ENTRIES; n++) {
                journal.add(new LimitPassed(Instant.EPOCH, null, null, "limit " + n));
                begun.countDown();
              }
            });
    writer.start();
    begun.await();
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    HttpRequest call =
        new HttpRequest("GET", "/_emulator/journal", "follow=true", List.of(), new byte[0]);
    Subscription reading =
        new JournalCalls(journal)
            .follow(AdminParameters.ofQuery(call))
            .begin(Duration.ofSeconds(5), text -> text.lines().forEach(lines::add));
    writer.join();
    reading.close();
    assertThat(lines)
        .extracting(line -> line.replaceAll(".*limit (\\d+).*", "$1"))
        .containsExactlyElementsOf(IntStream.range(0, ENTRIES).mapToObj(String::valueOf).toList());
  }
}
