package dev.wsemulator.internal.replay;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The emulator that a recording is played against. For one thread, and one play. */
interface ReplayTarget extends AutoCloseable {
  /**
   * The endpoint of one stage of one API.
   *
   * @param apiId the API
   * @param name the stage's name
   * @param url what clients connect to
   */
  record ServedStage(String apiId, String name, URI url) {}

  /**
   * A call of {@code @connections}.
   *
   * @param method the verb
   * @param url what is called
   * @param region what it is signed for; {@code null} if it is not signed
   * @param body the body
   */
  record PlayedCall(String method, URI url, @Nullable String region, byte[] body) {}

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

  /**
   * Begins to tell what arrives.
   *
   * @param patience how long its first word may take
   */
  void follow(GatewayTraffic traffic, Duration patience);

  /** Adds a fault rule; returns its id. */
  String add(Map<String, String> rule);

  /** Ends a fault rule, if it is still there. */
  void remove(String ruleId);

  /** Brings a fault about, if the connection is open. */
  void strike(String connectionId, Map<String, String> fault);

  /** Lets a client take so many messages in all. */
  void holdBack(String connectionId, long messages);

  /** Makes a call; the future has the status of its answer. */
  CompletableFuture<Integer> call(PlayedCall call);

  /** Returns the last things that happened to a connection, as a diagram. */
  String diagram(String connectionId);

  @Override
  void close();
}
