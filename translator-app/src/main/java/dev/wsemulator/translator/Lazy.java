package dev.wsemulator.translator;

import java.util.Optional;
import java.util.function.Supplier;

/** A value made when it is first asked for. This class is thread-safe. */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> source;
  private Optional<T> value = Optional.empty();

  Lazy(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public synchronized T get() {
    if (value.isEmpty()) {
      value = Optional.of(source.get());
    }
    return value.get();
  }
}
