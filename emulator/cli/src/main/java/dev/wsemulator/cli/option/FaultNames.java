package dev.wsemulator.cli.option;

import dev.wsemulator.fault.Fault;
import dev.wsemulator.fault.FaultPoint;
import dev.wsemulator.fault.Scenario;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of faults, points and scenarios on the command line: {@code stale-connection}. */
public final class FaultNames {
  private FaultNames() {}

  public static List<String> of(Collection<String> constants) {
    return constants.stream().map(FaultNames::of).toList();
  }

  public static String of(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Iterator<String> names(Enum<?>... constants) {
    return Stream.of(constants).map(Enum::name).map(FaultNames::of).iterator();
  }

  /** All faults. */
  public static final class Faults implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return of(Fault.names(fault -> true)).iterator();
    }
  }

  /** All points. */
  public static final class Points implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names(FaultPoint.values());
    }
  }

  /** All scenarios. */
  public static final class Scenarios implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names(Scenario.values());
    }
  }
}
