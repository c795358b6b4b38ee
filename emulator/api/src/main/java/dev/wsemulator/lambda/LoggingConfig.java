package dev.wsemulator.lambda;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration of a function's log. Immutable.
 *
 * @param json what is written as JSON documents; empty if lines of text are
 * @param logGroup the log group; empty for the one that has the function's name
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html">Advanced
 *     logging controls</a>
 */
public record LoggingConfig(Optional<Levels> json, Optional<String> logGroup) {

  /** Lines of text, in the log group that has the function's name. */
  public static final LoggingConfig TEXT = new LoggingConfig(Optional.empty(), Optional.empty());

  /** How detailed an entry is, the most detailed first. */
  public enum Level {
    /** The steps of an algorithm. */
    TRACE,
    /** What helps to find errors. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What may be wrong. */
    WARN,
    /** What is wrong. */
    ERROR,
    /** What ends everything. */
    FATAL;

    /**
     * Returns the level of this name, in any case.
     *
     * @throws IllegalArgumentException if the level does not exist
     */
    public static Level of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * The least levels of what is written.
   *
   * @param application of what the function writes with Lambda's logger
   * @param system of what Lambda writes
   */
  public record Levels(Level application, Level system) {
    /** Checks that both are there. */
    public Levels {
      Objects.requireNonNull(application, "application");
      Objects.requireNonNull(system, "system");
    }
  }

  /** Checks that nothing is missing. */
  public LoggingConfig {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(logGroup, "logGroup");
  }

  /** Returns JSON documents of these levels, in the log group that has the function's name. */
  public static LoggingConfig json(Level application, Level system) {
    return new LoggingConfig(Optional.of(new Levels(application, system)), Optional.empty());
  }

  /** Returns this, in another log group. */
  public LoggingConfig in(String group) {
    return new LoggingConfig(json, Optional.of(group));
  }
}
