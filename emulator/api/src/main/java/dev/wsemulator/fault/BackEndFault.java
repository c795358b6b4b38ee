package dev.wsemulator.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The faults that only services of the back end can have. Immutable. */
sealed interface BackEndFault extends Fault {

  /** Returns each with the arguments that it has by default. */
  static List<BackEndFault> all() {
    return List.of(new AwsError("ThrottlingException", ""), new Stale(Duration.ZERO));
  }

  /** Returns this with the arguments that were given. */
  Fault with(FaultWords given);

  @Override
  default Effect effect() {
    return Effect.NONE;
  }

  @Override
  default Set<FaultPoint> points() {
    return Set.of(FaultPoint.BACK_END);
  }

  /**
   * {@link Fault#awsError}.
   *
   * @param error the code
   * @param message what the service says; empty for what AWS says
   */
  record AwsError(String error, String message) implements BackEndFault {
    /** Checks the code. */
    public AwsError {
      if (!error.matches("[A-Za-z0-9.]+")) {
        throw new IllegalArgumentException(
            "Invalid error code \"%s\". Use the code of an error of AWS, such as ThrottlingException."
                .formatted(error));
      }
    }

    @Override
    public String name() {
      return "AWS_ERROR";
    }

    @Override
    public String summary() {
      return "The service answers with this error of AWS, in its own protocol.";
    }

    @Override
    public Map<String, Object> arguments() {
      Map<String, Object> arguments = new LinkedHashMap<>();
      arguments.put("error", error);
      arguments.put("message", message);
      return arguments;
    }

    @Override
    public Fault with(FaultWords given) {
      return new AwsError(given.need("error"), given.text("message", ""));
    }

    @Override
    public void strike(FaultTarget target) {
      target.awsError(error, message);
    }

    /** Returns what it is, in words. */
    @Override
    public String toString() {
      return FaultWords.sentence(name(), arguments());
    }
  }

  /**
   * {@link Fault#stale}.
   *
   * @param by how long ago it is what reads see
   */
  record Stale(Duration by) implements BackEndFault {
    /** Checks the duration. */
    public Stale {
      if (by.isNegative()) {
        throw new IllegalArgumentException(
            "Invalid duration: %s. A stale read sees the past.".formatted(by));
      }
    }

    @Override
    public String name() {
      return "STALE";
    }

    @Override
    public String summary() {
      return "A read of DynamoDB that is not strongly consistent sees the items as they were so long ago.";
    }

    @Override
    public Effect effect() {
      return Effect.READS_PAST;
    }

    @Override
    public Map<String, Object> arguments() {
      return Map.of("by", by);
    }

    @Override
    public Fault with(FaultWords given) {
      return new Stale(given.duration("by"));
    }

    @Override
    public void strike(FaultTarget target) {
      target.stale(by);
    }

    /** Returns what it is, in words. */
    @Override
    public String toString() {
      return FaultWords.sentence(name(), arguments());
    }
  }
}
