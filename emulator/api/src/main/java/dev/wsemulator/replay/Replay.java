package dev.wsemulator.replay;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.internal.engine.Engines;
import dev.wsemulator.internal.engine.RecordedSteps;
import dev.wsemulator.internal.engine.RecordedSteps.LocalEmulator;
import dev.wsemulator.internal.engine.RecordedSteps.ReplayOptions;
import dev.wsemulator.journal.Difference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Replays a recording against another emulator, and reports what differs: a handshake's status, a
 * message to a client, the answer to a call of {@code @connections}, a close code or reason. What
 * varies from run to run is left aside: ids of connections, requests and messages, UUIDs, times,
 * this machine's ports, and signatures in URLs. Immutable.
 *
 * <pre>{@code
 * Replay.of(Path.of("drop.jsonl")).expectSame(emulator);
 * }</pre>
 *
 * <p>Each step is done when everything that was recorded before it has happened: what clients send,
 * calls of {@code @connections} from outside of functions, fault rules and strikes. Messages to one
 * client may come in another order if what caused them overlapped, such as the answers to requests
 * that ran at the same time; otherwise their order counts. A client that let its messages wait
 * takes them at the same steps again, so that its send buffer fills as it did. With virtual time
 * the clock advances as far as in the recording, once no function is running, so that limits apply
 * as they did. A handshake that is signed is refused when its signature is too old; calls are
 * signed anew.
 *
 * @see WebSocketApiEmulator#record(Path)
 */
public final class Replay {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RecordedSteps steps;
  private final ReplayOptions options;

  private Replay(RecordedSteps steps, ReplayOptions options) {
    this.steps = steps;
    this.options = options;
  }

  /**
   * Reads a recording.
   *
   * @throws java.io.UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is no recording; the message names the line
   */
  public static Replay of(Path recording) {
    return new Replay(
        Engines.inside(() -> Engines.engine().recording(recording)),
        new ReplayOptions(false, PATIENCE, List.of(), false));
  }

  /**
   * Returns one that lets as much time pass between two steps as when it was recorded; without
   * this, they follow each other as fast as possible. Virtual time passes in any case.
   */
  public Replay atItsPace() {
    return new Replay(steps, new ReplayOptions(true, options.patience(), options.ignored(), false));
  }

  /**
   * Returns one that waits so long for anything that was recorded; 20 s of real time by default.
   */
  public Replay within(Duration patience) {
    return new Replay(
        steps, new ReplayOptions(options.paced(), patience, options.ignored(), false));
  }

  /** Returns one that leaves aside what matches this pattern, too, wherever it is in a message. */
  public Replay ignoring(Pattern varying) {
    List<Pattern> ignored = new ArrayList<>(options.ignored());
    ignored.add(varying);
    return new Replay(
        steps, new ReplayOptions(options.paced(), options.patience(), List.copyOf(ignored), false));
  }

  /**
   * Replays.
   *
   * @return the first difference, or nothing if all is as it was
   * @throws IllegalArgumentException if the emulator has no such API and stage, or the recording is
   *     damaged
   */
  public Optional<Difference> on(WebSocketApiEmulator emulator) {
    return on(emulator, options).stream().findFirst();
  }

  /**
   * Replays to the end, and returns all differences. What follows from one may be among them.
   *
   * @throws IllegalArgumentException as {@link #on(WebSocketApiEmulator)}
   */
  public List<Difference> differences(WebSocketApiEmulator emulator) {
    return on(emulator, all());
  }

  private List<Difference> on(WebSocketApiEmulator emulator, ReplayOptions how) {
    LocalEmulator local =
        new LocalEmulator(
            emulator.endpoints(),
            emulator.journal(),
            emulator.time(),
            emulator.faults(),
            emulator::record);
    return Engines.inside(() -> steps.on(local, how));
  }

  private ReplayOptions all() {
    return new ReplayOptions(options.paced(), options.patience(), options.ignored(), true);
  }

  /**
   * Replays against an emulator that runs elsewhere. No other client should use it during the
   * replay.
   *
   * @param baseUrl where its port is, for example {@code http://localhost:3010}
   * @return the first difference, or nothing if all is as it was
   * @throws IllegalArgumentException if it is no emulator or has no such API and stage, or the
   *     recording is damaged
   * @throws java.io.UncheckedIOException if it cannot be reached
   */
  public Optional<Difference> on(URI baseUrl) {
    return Engines.inside(() -> steps.on(baseUrl, options)).stream().findFirst();
  }

  /**
   * Replays to the end against an emulator that runs elsewhere, and returns all differences.
   *
   * @throws IllegalArgumentException as {@link #on(URI)}
   * @throws java.io.UncheckedIOException if it cannot be reached
   */
  public List<Difference> differences(URI baseUrl) {
    return Engines.inside(() -> steps.on(baseUrl, all()));
  }

  /** Returns how many steps the recording has. */
  public int size() {
    return steps.size();
  }

  /**
   * Replays, and expects that all is as it was.
   *
   * @throws AssertionError if something is not; the message says what
   */
  public void expectSame(WebSocketApiEmulator emulator) {
    on(emulator)
        .ifPresent(
            difference -> {
              throw new AssertionError(difference.toString());
            });
  }
}
