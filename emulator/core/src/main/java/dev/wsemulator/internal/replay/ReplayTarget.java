package dev.wsemulator.internal.replay;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The emulator that a recording is played against. For one thread, and one play. */
interface ReplayTarget {
  /**
   * The endpoint of one stage of one API.
   *
   * @param apiId the API
   * @param name the stage's name
   * @param url what clients connect to
   */
  record ServedStage(String apiId, String name, URI url) {}

  /** Returns all stages that are served. */
  List<ServedStage> stages();

  /** Returns whether its clock is virtual. */
  boolean isVirtual();

  /**
   * Waits for running functions, as far as they are known.
   *
   * @param timeout how long to wait for them at most, of real time
   */
  void awaitIdle(Duration timeout);

  /**
   * Waits for running functions, and then lets time pass.
   *
   * @param timeout how long to wait for the functions at most, of real time
   */
  void advance(Duration gap, Duration timeout);

  /** Returns the id of the connection that was opened last, if the journal still has it. */
  Optional<String> lastConnection();

  /** Resets a connection. */
  void reset(String connectionId);
}
