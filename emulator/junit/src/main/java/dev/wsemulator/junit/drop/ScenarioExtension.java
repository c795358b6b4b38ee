package dev.wsemulator.junit.drop;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.junit.RunningEmulator;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The extension behind {@link InScenario}. It has no state: the scenario of a test is in its store.
 * JUnit calls interceptors when the parameters of the test are there.
 */
final class ScenarioExtension
    implements InvocationInterceptor, AfterTestExecutionCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(ScenarioExtension.class);

  /** A drop that the test has caused and not awaited is noted by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  ScenarioExtension() {}

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    begin(context);
    invocation.proceed();
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    begin(context);
    invocation.proceed();
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    begin(context);
    return invocation.proceed();
  }

  private static void begin(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    if (store.get(Drop.class) == null) { // the test does not say itself when
      Drop drop = drop(context);
      store.put(Drop.class, drop);
      drop.begin();
    }
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Drop drop = context.getStore(NAMESPACE).remove(Drop.class, Drop.class);
    if (drop == null) {
      return; // a parameter was missing
    }
    if (context.getExecutionException().isPresent()) {
      drop.close();
      return;
    }
    drop.end(PATIENCE)
        .ifPresent(
            why -> {
              throw new AssertionError(why);
            });
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Drop.class && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    Drop drop = store.get(Drop.class, Drop.class);
    if (drop == null) {
      drop = drop(context);
      store.put(Drop.class, drop);
    }
    return drop;
  }

  private static Drop drop(ExtensionContext context) {
    return new Drop(emulator(context), scenario(context));
  }

  private static Scenario scenario(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestMethod(), InScenario.class)
        .or(() -> ofClasses(context.getRequiredTestClass()))
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    context.getDisplayName()
                        + " is in no scenario. Add an annotation such as @StaleConnection to the"
                        + " method or to its class."))
        .value();
  }

  /** Returns what the class says, or the nearest class around it. */
  private static Optional<InScenario> ofClasses(Class<?> inner) {
    return Stream.<Class<?>>iterate(inner, Objects::nonNull, Class::getEnclosingClass)
        .flatMap(type -> AnnotationSupport.findAnnotation(type, InScenario.class).stream())
        .findFirst();
  }

  private static WebSocketApiEmulator emulator(ExtensionContext context) {
    return RunningEmulator.of(context)
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    "No emulator runs for "
                        + context.getDisplayName()
                        + ". Register an EmulatorExtension, or add @WebSocketApiTest to the class."));
  }
}
