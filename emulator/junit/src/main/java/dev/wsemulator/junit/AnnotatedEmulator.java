package dev.wsemulator.junit;

import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.junit.WebSocketApiTest.Lifecycle;
import dev.wsemulator.time.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The extension behind {@link WebSocketApiTest}. It has no state: an emulator is kept in the store
 * of the class or of the test that it belongs to, where nested classes find it and JUnit closes it.
 */
final class AnnotatedEmulator
    implements BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(AnnotatedEmulator.class);
  private static final Namespace TESTS = Namespace.create(AnnotatedEmulator.class, TestRun.class);

  AnnotatedEmulator() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    for (WebSocketApiTest wanted : annotations(context)) {
      if (wanted.lifecycle() == Lifecycle.PER_CLASS && find(context, wanted) == null) {
        start(context, wanted);
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    for (WebSocketApiTest wanted : annotations(context)) {
      if (wanted.lifecycle() == Lifecycle.PER_METHOD) {
        start(context, wanted);
      }
      Started started = find(context, wanted);
      if (started != null) {
        context.getStore(TESTS).put(wanted, started.running().begin(context));
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(
        annotations(context),
        wanted -> {
          Started started = find(context, wanted);
          TestRun run = context.getStore(TESTS).remove(wanted, TestRun.class);
          if (started != null && run != null) {
            boolean last = wanted.lifecycle() == Lifecycle.PER_METHOD;
            started.running().end(run, context, last);
          }
        });
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(
        annotations(context),
        wanted -> {
          Started started = find(context, wanted);
          if (started != null && started.owner().equals(context.getUniqueId())) {
            started.running().end(context);
          }
        });
  }

  /** Ends all, and fails with the first failure. */
  private static void end(List<WebSocketApiTest> all, Consumer<WebSocketApiTest> ending) {
    AssertionError failure = null;
    for (WebSocketApiTest one : all) {
      try {
        ending.accept(one);
      } catch (AssertionError e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return annotations(context).stream()
        .anyMatch(wanted -> Injection.supports(parameter, wanted.name()));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    WebSocketApiTest meant =
        annotations(context).stream()
            .filter(wanted -> Injection.supports(parameter, wanted.name()))
            .findFirst()
            .orElseThrow();
    Started started = find(context, meant);
    if (started == null) {
      throw new ParameterResolutionException(
          "The emulator of this test does not run yet. Take it as a parameter of the test or of"
              + " @BeforeEach, or let the annotation say lifecycle = PER_CLASS.");
    }
    return Injection.of(parameter, started.running(), context);
  }

  /** Returns the annotations of the class, or of the nearest class around it that has some. */
  private static List<WebSocketApiTest> annotations(ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    while (type != null) {
      List<WebSocketApiTest> found =
          AnnotationSupport.findRepeatableAnnotations(type, WebSocketApiTest.class);
      if (found.stream().map(WebSocketApiTest::name).distinct().count() < found.size()) {
        throw new ExtensionConfigurationException(
            type.getName()
                + " has several @WebSocketApiTest with the same name. Give each a name of its own.");
      }
      if (!found.isEmpty()) {
        return found;
      }
      type = type.getEnclosingClass();
    }
    throw new ExtensionConfigurationException(
        context.getRequiredTestClass().getName()
            + " has no @WebSocketApiTest. Add it, with the template to run.");
  }

  private static @Nullable Started find(ExtensionContext context, WebSocketApiTest wanted) {
    return context.getStore(NAMESPACE).get(wanted, Started.class);
  }

  private static void start(ExtensionContext context, WebSocketApiTest wanted) {
    Running running = Running.start(plan(wanted), context);
    context.getStore(NAMESPACE).put(wanted, new Started(context.getUniqueId(), running));
  }

  private static TestEmulatorPlan plan(WebSocketApiTest wanted) {
    EmulatorExtensionBuilder builder =
        new EmulatorExtensionBuilder()
            .name(wanted.name())
            .template(Path.of(wanted.template()))
            .backEnd(() -> AwsEnvironment.of(wanted.backEnd()));
    for (String parameter : wanted.parameters()) {
      String[] pair = pair("parameter", parameter);
      builder.parameter(pair[0], pair[1]);
    }
    for (String quota : wanted.quotas()) {
      String[] pair = pair("quota", quota);
      builder.quotas(quotas -> quotas.set(pair[0], pair[1]));
    }
    builder.emulator(emulator -> emulator.enforcePermissions(wanted.enforcePermissions()));
    builder.patience(patience(wanted.patience()));
    if (wanted.virtualTime()) {
      builder.virtualTime();
    }
    return (wanted.leakChecks() ? builder : builder.withoutLeakChecks()).plan();
  }

  private static Duration patience(String text) {
    try {
      return Durations.parse(text);
    } catch (DateTimeParseException e) {
      throw new ExtensionConfigurationException(
          "The patience of @WebSocketApiTest is wrong. " + e.getMessage(), e);
    }
  }

  private static String[] pair(String what, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new ExtensionConfigurationException(
          "The %s \"%s\" of @WebSocketApiTest is not of the form NAME=VALUE."
              .formatted(what, text));
    }
    return new String[] {text.substring(0, equals), text.substring(equals + 1)};
  }

  /**
   * Closed by JUnit with the store that it is in, if nothing else has.
   *
   * @param owner the test or class that it was started for
   */
  private record Started(String owner, Running running) implements ClosedWithStore {
    @Override
    public void close() {
      running.emulator().close();
    }
  }
}
