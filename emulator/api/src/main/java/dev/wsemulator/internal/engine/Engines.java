package dev.wsemulator.internal.engine;

import dev.wsemulator.internal.loader.ContextLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the engine, each made when it is first needed; one engine for each loader that has
 * the published classes. Thread-safe.
 */
public final class Engines {
  private static final String LOGGING = "dev.wsemulator.internal.log.LoggingStart";
  private static final String CORE = "dev.wsemulator.internal.wiring.CoreEngine";
  private static final String AWS = "dev.wsemulator.internal.aws.EmulatedAws";
  private static final String CLIENTS = "dev.wsemulator.internal.client.JavaWebSocketClients";

  private static @Nullable EngineHome home;
  private static @Nullable Engine engine;
  private static @Nullable AwsEngine<?, ?> aws;
  private static @Nullable ClientEngine clients;

  private Engines() {}

  /**
   * Returns what runs emulators.
   *
   * @throws IllegalStateException if the engine is not there, or is of another version; the message
   *     says what to do
   */
  public static synchronized Engine engine() {
    if (engine == null) {
      engine = home().part(CORE, Engine.class);
    }
    return engine;
  }

  /**
   * Returns what runs AWS services.
   *
   * @param <E> the published type of environments
   * @param <T> the published type of their options
   * @throws IllegalStateException as {@link #engine}
   */
  @SuppressWarnings("unchecked") // there is one published type of each
  public static synchronized <E, T> AwsEngine<E, T> aws() {
    if (aws == null) {
      aws = home().part(AWS, AwsEngine.class);
    }
    return (AwsEngine<E, T>) aws;
  }

  /**
   * Returns what connects clients for tests.
   *
   * @throws IllegalStateException as {@link #engine}
   */
  public static synchronized ClientEngine clients() {
    if (clients == null) {
      clients = home().part(CLIENTS, ClientEngine.class);
    }
    return clients;
  }

  /**
   * Does something with the engine's own context class loader, by which its libraries find their
   * parts. Threads that begin meanwhile inherit it.
   */
  public static <T> T inside(Supplier<T> task) {
    return ContextLoader.during(home().loader(), task);
  }

  /** Does something with the engine's own context class loader. */
  public static void inside(Runnable task) {
    inside(
        () -> {
          task.run();
          return true;
        });
  }

  private static synchronized EngineHome home() {
    if (home == null) {
      EngineHome found = EngineHome.of(Engines.class.getClassLoader());
      found.part(LOGGING, Runnable.class).run();
      home = found;
    }
    return home;
  }
}
