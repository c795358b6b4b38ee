package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Matcher;
import dev.wsemulator.journal.Origin;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The faults of {@link FaultPoint#INVOCATION} and {@link FaultPoint#INVOCATION_RESULT}. What
 * happens to a client is done here, the rest is left to the function runtime.
 *
 * @param faults the rules; {@code null} for none
 */
public record InvocationFaults(@Nullable ActiveFaults faults) {
  /** Nothing goes wrong. */
  public static final InvocationFaults NONE = new InvocationFaults(null);

  /**
   * What is known of an invocation.
   *
   * @param functionName the function's name
   * @param origin for whose sake it runs
   * @param aliases returns the alias and the version that are called
   * @param concurrency how many run at a time, with this one; {@code null} at its end
   */
  public record Occasion(
      String functionName,
      Origin origin,
      Supplier<Set<String>> aliases,
      @Nullable Integer concurrency) {}

  /** Returns what goes wrong with an invocation, or {@code null}. */
  public @Nullable TriggeredFault next(FaultPoint point, Occasion invocation) {
    if (faults == null || faults.none()) {
      return null;
    }
    Origin origin = invocation.origin();
    Matcher occasion =
        Matcher.ALL
            .withConnection(origin.connectionId())
            .withFunction(invocation.functionName())
            .withConcurrency(invocation.concurrency())
            .withAlias(Matcher.anyOf(invocation.aliases().get()));
    Origin.Target target = origin.target();
    return faults.next(
        point,
        target == null
            ? occasion
            : occasion
                .withApi(target.apiId())
                .withStage(target.stage())
                .withRoute(target.routeKey()));
  }

  /** Ends the connection of the client for whose sake an invocation has begun. */
  public void strike(Fault fault, Origin origin) {
    Optional.ofNullable(origin.connectionId())
        .flatMap(id -> faults == null ? Optional.empty() : faults.connection(id))
        .ifPresent(client -> fault.strike(new ConnectionTarget(client)));
  }
}
