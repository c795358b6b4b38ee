package dev.wsemulator.cli.option;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Scenario;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** What faults, points and scenarios are called on the command line: {@code stale-connection}. */
public final class FaultNames {
  private FaultNames() {}

  public static List<String> of(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(FaultNames::of).toList();
  }

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All faults. */
  public static final class Faults implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return of(List.of(Fault.Kind.values())).iterator();
    }
  }

  /** All points. */
  public static final class Points implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return of(List.of(FaultPoint.values())).iterator();
    }
  }

  /** All scenarios. */
  public static final class Scenarios implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return of(List.of(Scenario.values())).iterator();
    }
  }
}
