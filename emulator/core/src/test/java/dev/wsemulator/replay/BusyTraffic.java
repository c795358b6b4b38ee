package dev.wsemulator.replay;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.journal.JournalEntry.RequestEnded;
import dev.wsemulator.journal.Recording;
import dev.wsemulator.testing.RawClient;
import dev.wsemulator.testing.Rig;
import dev.wsemulator.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Five clients: two send bursts, one sends message by message while a fault loses some of its
 * answers by chance, one is reset, and one does not read what is posted to it, then reads some of
 * it. Posts from outside reach all of them.
 */
final class BusyTraffic {
  private static final int TICKS_A_SECOND = 10;
  private static final Duration TICK = Duration.ofSeconds(1).dividedBy(TICKS_A_SECOND);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BURST = 5;
  private static final String LONG = "x".repeat(100_000);

  private final Rig rig;
  private final int ticks;
  private final List<RawClient> clients = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private String rule = "";

  private BusyTraffic(Rig rig, int ticks) {
    this.rig = rig;
    this.ticks = ticks;
  }

  /** Lets all of it happen, for so long by the emulator's clock. */
  static void record(Rig rig, int seconds, Path file) throws Exception {
    Recording recording = rig.emulator().record(file);
    new BusyTraffic(rig, seconds * TICKS_A_SECOND).run();
    recording.close();
  }

  /** Returns a message of a burst. */
  static String burstMessage(int client, int tick, int number) {
    return "burst %d of client %d: %d".formatted(tick, client, number);
  }

  private void run() throws Exception {
    for (int i = 0; i < 5; i++) {
      clients.add(rig.open());
      ids.add(rig.lastId());
    }
    clients.subList(0, 4).forEach(BusyTraffic::drain);
    for (int tick = 0; tick < ticks; tick++) {
      send(tick);
      post(tick);
      disturb(tick);
      pass();
    }
    for (RawClient client : clients) {
      client.close();
    }
  }

  private void send(int tick) throws IOException {
    for (int client = 0; client < 2; client++) {
      for (int i = 0; i < BURST && tick % (client == 0 ? 5 : 7) == 0; i++) {
        clients.get(client).text(burstMessage(client + 1, tick, i));
      }
    }
    clients.get(2).text("message " + tick);
    rig.journal().next(RequestEnded.class, PATIENCE, end -> ids.get(2).equals(end.connectionId()));
  }

  private void post(int tick) throws Exception {
    post(4, tick + LONG);
    if (tick % 3 == 0) {
      post(0, "news " + tick);
      post(3, "news " + tick);
    }
  }

  private void post(int client, String text) throws Exception {
    OutsidePost.send(rig, ids.get(client), text);
  }

  private void disturb(int tick) throws Exception {
    if (tick == ticks / 4) {
      rule =
          rig.emulator()
              .faults()
              .add(
                  Fault.lose()
                      .at(FaultPoint.TO_CLIENT)
                      .forConnection(ids.get(2))
                      .withProbability(0.3, 42));
    } else if (tick == ticks / 2) {
      clients.get(3).reset();
    } else if (tick == ticks * 3 / 4) {
      rig.emulator().faults().remove(rule);
      for (int i = 0; i < 30; i++) {
        clients.get(4).message();
      }
    } else if (tick == ticks - 2) {
      rig.emulator().faults().strike(ids.get(1), Fault.close(4000, "enough"));
    }
  }

  private void pass() throws InterruptedException {
    TimeSource time = rig.emulator().time();
    if (time.canAdvance()) {
      time.advance(TICK);
    } else {
      CountDownLatch passed = new CountDownLatch(1);
      time.after(TICK, passed::countDown);
      passed.await();
    }
  }

  /** Reads whatever comes, on a thread of its own. */
  private static void drain(RawClient client) {
    Thread reader =
        new Thread(
            () -> {
              try {
                client.rest();
              } catch (IOException e) {
                // The connection is reset, or closed at the end.
              }
            },
            "draining client");
    reader.setDaemon(true);
    reader.start();
  }
}
