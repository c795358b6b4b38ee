package dev.wsemulator.internal.aws.service;

import dev.wsemulator.fault.Matcher;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;

/** A service inside the emulator's process. It ends when its handler is stopped. */
public interface EmbeddedService extends RunningService {

  /** The attribute of requests that see the past, with how long ago that is. */
  String PAST = "dev.wsemulator.past";

  /** Returns what answers its requests. */
  Handler handler();

  /**
   * Returns what a rule of a fault can match of a request.
   *
   * @param body reads its body, which can be read again afterwards
   */
  default Matcher facts(Request request, Supplier<byte[]> body) {
    return Matcher.ALL.withOperation(RequestedOperation.of(request, body));
  }

  /**
   * Returns whether a request reads, and may see what was there some time ago: a {@link Duration}
   * in its attribute {@link #PAST}.
   *
   * @param body reads its body, which can be read again afterwards
   */
  default boolean mayReadPast(Request request, Supplier<byte[]> body) {
    return false;
  }

  /**
   * Returns the names of what it has.
   *
   * @param kind {@code table}, {@code index} or {@code bucket}
   */
  default Collection<String> names(String kind) {
    return List.of();
  }
}
