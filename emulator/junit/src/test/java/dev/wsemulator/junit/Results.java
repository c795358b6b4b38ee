package dev.wsemulator.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What became of the tests of classes that are run inside a test. */
public record Results(EngineExecutionResults events) {

  public static Results of(Class<?>... classes) {
    return run(false, classes);
  }

  /** Runs classes and methods at the same time. */
  public static Results inParallel(Class<?>... classes) {
    return run(true, classes);
  }

  private static Results run(boolean parallel, Class<?>... classes) {
    DiscoverySelector[] selectors = new DiscoverySelector[classes.length];
    for (int i = 0; i < classes.length; i++) {
      selectors[i] = selectClass(classes[i]);
    }
    return new Results(
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter(
                "junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
            .selectors(selectors)
            .execute());
  }

  /** Returns what each test or class failed with, by its name; empty for those that passed. */
  public Map<String, Optional<Throwable>> byName() {
    Map<String, Optional<Throwable>> found = new LinkedHashMap<>();
    events.allEvents().finished().stream()
        .forEach(event -> found.merge(name(event), result(event).getThrowable(), Results::worse));
    return found;
  }

  /** Tests of several classes may have the same name. */
  private static Optional<Throwable> worse(Optional<Throwable> one, Optional<Throwable> other) {
    return one.isPresent() ? one : other;
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
  }

  private static TestExecutionResult result(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class);
  }

  /** Returns what a test or class failed with. */
  public Throwable failure(String name) {
    return byName()
        .getOrDefault(name, Optional.empty())
        .orElseThrow(() -> new AssertionError(name + " did not fail: " + byName()));
  }

  /** Returns how long the test took that took longest, without its class. */
  public Duration longest() {
    return events.testEvents().executions().finished().stream()
        .map(execution -> execution.getDuration())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Returns how many tests passed. */
  public long passed() {
    return events.testEvents().succeeded().count();
  }
}
