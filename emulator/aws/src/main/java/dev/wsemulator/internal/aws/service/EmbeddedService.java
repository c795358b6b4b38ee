package dev.wsemulator.internal.aws.service;

import dev.wsemulator.fault.Matcher;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;

/** A service inside the emulator's process. It ends when its handler is stopped. */
public interface EmbeddedService extends RunningService {

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
   * Returns the names of what it has.
   *
   * @param kind {@code table}, {@code index} or {@code bucket}
   */
  default Collection<String> names(String kind) {
    return List.of();
  }
}
