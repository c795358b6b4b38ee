package dev.wsemulator.internal.recording;

import dev.wsemulator.feed.Subscription;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.time.TimeSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Reports the traffic between clients and the gateway to recorders; without a recorder it costs one
 * read of an empty list. Thread-safe.
 */
public final class TrafficListener {
  private final List<TrafficRecorder> tapes = new CopyOnWriteArrayList<>();

  /** Creates a listener without recorders. */
  public TrafficListener() {}

  /**
   * Records from now on.
   *
   * @param time the emulator's clock
   * @param silence after how long the reader is handed an empty text, if nothing happens
   * @param reader what is handed lines, each with its end, on a thread of its own
   * @return what ends it
   */
  public Subscription record(TimeSource time, Duration silence, Consumer<String> reader) {
    TrafficRecorder recorder = new TrafficRecorder(time);
    recorder.begin();
    tapes.add(recorder);
    Subscription reading =
        recorder.follow(0, silence, batch -> reader.accept(TrafficRecorder.lines(batch)));
    return () -> {
      tapes.remove(recorder);
      recorder.finish();
      reading.close();
    };
  }

  /**
   * A client requests a connection.
   *
   * @param connectionId the connection's id
   * @param api the API's id
   * @param stage the stage's name
   * @param request the request as received
   */
  public void connecting(String connectionId, String api, String stage, HttpRequest request) {
    for (TrafficRecorder recorder : tapes) {
      recorder.connecting(connectionId, api, stage, request);
    }
  }

  /** The client's handshake is answered. */
  public void answered(String connectionId, int status) {
    for (TrafficRecorder recorder : tapes) {
      recorder.answered(connectionId, status);
    }
  }

  /** A frame has arrived. */
  public void received(String connectionId, int opCode, boolean last, ByteBuffer payload) {
    for (TrafficRecorder recorder : tapes) {
      recorder.received(connectionId, opCode, last, payload.slice());
    }
  }

  /** A message goes to the client. */
  public void sent(String connectionId, byte[] utf8) {
    for (TrafficRecorder recorder : tapes) {
      recorder.sent(connectionId, utf8);
    }
  }

  /**
   * A connection has ended; of several calls for one connection the first counts.
   *
   * @param byClient whether the client has ended it
   * @param code the close code; 1006 for an end without close frame
   * @param reason the close reason
   */
  public void ended(String connectionId, boolean byClient, int code, String reason) {
    for (TrafficRecorder recorder : tapes) {
      recorder.ended(connectionId, byClient, code, reason);
    }
  }
}
