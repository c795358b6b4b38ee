package dev.wsemulator.internal.function.invocation;

import dev.wsemulator.journal.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A request to a function.
 *
 * @param event the event, as JSON
 * @param origin what the function is started for
 * @param requestId the invocation's id, as {@link InvocationId#next} makes them; {@code null} for a
 *     new one
 * @param qualifier the alias or version that is called; {@code null} for none
 */
public record InvocationRequest(
    byte[] event, Origin origin, @Nullable String requestId, @Nullable String qualifier) {

  public String id() {
    return requestId == null ? InvocationId.next() : requestId;
  }
}
