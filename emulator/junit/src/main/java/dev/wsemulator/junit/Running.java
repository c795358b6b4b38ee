package dev.wsemulator.junit;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.journal.JournalEntry;
import dev.wsemulator.junit.report.BrokenFunctions;
import dev.wsemulator.junit.report.WhatHappened;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * A started emulator with its back end and the tests that use it.
 *
 * @param emulator the emulator
 * @param aws the AWS services behind it
 * @param watch what belongs to which test
 * @param checks what tests may leave behind
 */
record Running(
    WebSocketApiEmulator emulator, @Nullable AwsEnvironment aws, Watch watch, LeakChecks checks) {

  /** Starts an emulator for a test or for a class. */
  static Running start(TestEmulatorPlan plan, ExtensionContext context) {
    AwsEnvironment aws = plan.backEnd().get();
    EmulatorBuilder builder = WebSocketApiEmulator.builder();
    plan.definition().accept(builder);
    if (aws != null) {
      builder.backEnd(aws);
    }
    WebSocketApiEmulator emulator = builder.start();
    RunningEmulator.put(context, plan.name(), emulator);
    String around = "class " + context.getRequiredTestClass().getSimpleName();
    return new Running(emulator, aws, Watch.over(emulator, around, plan.patience()), plan.checks());
  }

  /** A test begins. */
  TestRun begin(ExtensionContext context) {
    TestRun run =
        watch.begin("test " + context.getRequiredTestClass().getSimpleName() + "." + name(context));
    run.allow(allowed(context));
    return run;
  }

  private static String name(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    String shown = context.getDisplayName();
    return shown.startsWith(method) ? method : method + " (" + shown + ")";
  }

  /**
   * A test ends.
   *
   * @param last whether its emulator ends with it
   * @throws LeakError if the test has not failed and has left something
   */
  void end(TestRun run, ExtensionContext context, boolean last) {
    finish(run, context, last);
  }

  /**
   * The tests of a class have ended, and so does their emulator.
   *
   * @throws LeakError if something is left that was not reported to a test
   */
  void end(ExtensionContext context) {
    watch.around().allow(allowed(context));
    finish(watch.around(), context, true);
  }

  private void finish(TestRun run, ExtensionContext context, boolean last) {
    Optional<Throwable> failure = context.getExecutionException();
    Leaks leaks = new Leaks(watch, run);
    List<String> left = new ArrayList<>();
    try {
      run.closeHandedOut();
      if (failure.isEmpty() && checks.enabled()) {
        left.addAll(leaks.openSockets());
      }
      run.closeOpened();
      if (!last) {
        leaks.awaitEnds();
      }
      boolean asked = failure.isEmpty() && checks.enabled();
      left.addAll(leaks.runningFunctions(asked ? checks.grace() : Duration.ZERO));
    } finally {
      watch.end(run);
      if (last) {
        watch.close();
        emulator.close();
      }
    }
    left.addAll(leaks.errors());
    tell(run, context, checks.enabled() && failure.isEmpty() ? left : List.of());
  }

  /** Adds what happened to a failure, and fails the test if it has left something. */
  private void tell(TestRun run, ExtensionContext context, List<String> left) {
    Throwable failure = context.getExecutionException().orElse(null);
    LeakError leak = left.isEmpty() ? null : new LeakError(left);
    Throwable told = failure == null ? leak : failure;
    if (told == null || told instanceof TestAbortedException) {
      return;
    }
    List<JournalEntry> entries = watch.entriesOf(run);
    String broken = BrokenFunctions.text(entries, emulator::logs);
    WhatHappened.Seen seen = new WhatHappened.Seen(entries, watch.testJournal().names());
    context.publishReportEntry(WhatHappened.reportEntries(seen, broken));
    List<String> warnings = emulator.stack().warnings();
    told.addSuppressed(WhatHappened.in(run.name(), seen, broken, warnings));
    if (leak != null) {
      throw leak;
    }
  }

  private Set<String> allowed(ExtensionContext context) {
    Set<String> functions = new HashSet<>(checks.mayFail());
    context.getTestMethod().ifPresent(method -> add(method, functions));
    Class<?> type = context.getRequiredTestClass();
    while (type != null) {
      add(type, functions);
      type = type.getEnclosingClass();
    }
    return functions;
  }

  private static void add(AnnotatedElement element, Set<String> functions) {
    AnnotationSupport.findAnnotation(element, AllowFunctionErrors.class)
        .ifPresent(found -> functions.addAll(List.of(found.value())));
  }
}
