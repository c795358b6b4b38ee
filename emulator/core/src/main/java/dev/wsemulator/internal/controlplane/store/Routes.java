package dev.wsemulator.internal.controlplane.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The operations of a REST API by method and path, such as {@code GET functions/*}, where a star is
 * any segment and two at the end are any rest. Not thread-safe until it is complete.
 *
 * @param <O> what an operation is
 */
public final class Routes<O> {
  private final List<Route<O>> routes = new ArrayList<>();

  private record Route<O>(String method, List<String> pattern, O operation) {
    boolean matches(String other, List<String> path) {
      boolean isOpen = pattern.get(pattern.size() - 1).equals("**");
      int size = isOpen ? pattern.size() - 1 : pattern.size();
      boolean fits = method.equals(other) && (isOpen ? path.size() >= size : path.size() == size);
      for (int i = 0; fits && i < size; i++) {
        fits = pattern.get(i).equals("*") || pattern.get(i).equals(path.get(i));
      }
      return fits;
    }
  }

  /** Adds an operation. */
  public Routes<O> on(String call, O operation) {
    String[] parts = call.split(" ");
    routes.add(new Route<>(parts[0], List.of(parts[1].split("/")), operation));
    return this;
  }

  /** Returns the operation that a call is for; that which was added first, if several are. */
  public Optional<O> find(String method, List<String> path) {
    return routes.stream()
        .filter(route -> route.matches(method, path))
        .map(Route::operation)
        .findFirst();
  }
}
