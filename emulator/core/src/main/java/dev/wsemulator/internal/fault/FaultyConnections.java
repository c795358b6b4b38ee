package dev.wsemulator.internal.fault;

import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.IntermediaryAnswer;
import dev.wsemulator.internal.connection.Connection;
import dev.wsemulator.internal.connection.Connections;
import dev.wsemulator.internal.deployment.DeployedStage;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.internal.management.ConnectionsEndpoint;
import dev.wsemulator.internal.management.ConnectionsEndpoint.Done;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.time.TimeSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code @connections}, with the faults of {@link FaultPoint#CONNECTIONS_CALL} and {@link
 * FaultPoint#CONNECTIONS_ANSWER}. A call about a connection that is gone fails by itself.
 *
 * @param endpoint what answers without faults
 * @param connections the open connections
 * @param faults the rules
 * @param time the clock
 */
public record FaultyConnections(
    ConnectionsEndpoint endpoint, Connections connections, ActiveFaults faults, TimeSource time) {

  /**
   * Has a call answered, by the endpoint or as a fault has it.
   *
   * @param stage what it is made through
   * @param connectionId what it is about
   * @param request the call
   * @param caller gets the answer; never does if the call hangs
   */
  public void call(
      DeployedStage stage,
      String connectionId,
      HttpRequest request,
      Consumer<HttpResponse> caller) {
    Connection connection = faults.none() ? null : connections.find(connectionId).orElse(null);
    if (connection == null) {
      answer(endpoint.call(stage, connectionId, request), caller);
      return;
    }
    Call call = new Call(connection, caller);
    at(
        FaultPoint.CONNECTIONS_CALL,
        call,
        () -> endpoint.begun(connectionId, request),
        () -> {
          Done done = endpoint.call(stage, connectionId, request);
          at(FaultPoint.CONNECTIONS_ANSWER, call, done::entry, () -> answer(done, caller));
        });
  }

  /** A call, and who waits for its answer. */
  private record Call(Connection connection, Consumer<HttpResponse> caller) {}

  private void answer(Done done, Consumer<HttpResponse> caller) {
    endpoint.record(done.entry());
    caller.accept(done.response());
  }

  private void at(
      FaultPoint point, Call call, Supplier<JournalEntry.ConnectionsCall> entry, Runnable proceed) {
    TriggeredFault triggered = faults.next(point, call.connection().facts());
    if (triggered == null) {
      proceed.run();
    } else {
      triggered.strike(new Target(this, call, entry, proceed));
    }
  }

  private static final class Target extends CallTarget {
    private final ConnectionsEndpoint endpoint;
    private final Consumer<HttpResponse> caller;
    private final Supplier<JournalEntry.ConnectionsCall> entry;

    Target(
        FaultyConnections story,
        Call call,
        Supplier<JournalEntry.ConnectionsCall> entry,
        Runnable proceed) {
      super(
          story.time,
          proceed,
          status -> story.answer(story.endpoint.failed(entry.get(), status), call.caller()));
      this.endpoint = story.endpoint;
      this.caller = call.caller();
      this.entry = entry;
    }

    @Override
    public void silence() {
      endpoint.record(endpoint.unanswered(entry.get()));
    }

    /** It is recorded with its status, as if the service had answered. */
    @Override
    public void answer(IntermediaryAnswer answer) {
      endpoint.record(endpoint.failed(entry.get(), answer.status()).entry());
      caller.accept(ProxyPage.of(answer));
    }
  }
}
