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
 * What passes between clients and the gateway, for those who record it; costs one look at an empty
 * list if nobody does. Thread-safe.
 */
public final class TrafficListener {
  private final List<TrafficRecorder> tapes = new CopyOnWriteArrayList<>();

  /** Creates one that nobody records. */
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
    TrafficRecorder tape = new TrafficRecorder(time);
    tape.begin();
    tapes.add(tape);
    Subscription reading = tape.follow(0, silence, batch -> reader.accept(TrafficRecorder.lines(batch)));
    return () -> {
      tapes.remove(tape);
      tape.finish();
      reading.close();
    };
  }

  /**
   * A client asks for a connection.
   *
   * @param connectionId the connection's id
   * @param api the API's id
   * @param stage the stage's name
   * @param request the request as it came
   */
  public void connecting(String connectionId, String api, String stage, HttpRequest request) {
    for (TrafficRecorder tape : tapes) {
      tape.connecting(connectionId, api, stage, request);
    }
  }

  /** The client's handshake is answered. */
  public void answered(String connectionId, int status) {
    for (TrafficRecorder tape : tapes) {
      tape.answered(connectionId, status);
    }
  }

  /** A frame has come. */
  public void received(String connectionId, int opCode, boolean last, ByteBuffer payload) {
    for (TrafficRecorder tape : tapes) {
      tape.received(connectionId, opCode, last, payload.slice());
    }
  }

  /** A message goes to the client. */
  public void sent(String connectionId, byte[] utf8) {
    for (TrafficRecorder tape : tapes) {
      tape.sent(connectionId, utf8);
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
    for (TrafficRecorder tape : tapes) {
      tape.ended(connectionId, byClient, code, reason);
    }
  }
}
