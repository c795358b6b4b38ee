package dev.wsemulator.junit.drop;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.fault.Scenario;
import dev.wsemulator.junit.RunningEmulator;
import java.util.Arrays;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** The extension behind {@link InScenario}. It has no state. */
final class ScenarioExtension
    implements BeforeTestExecutionCallback, AfterTestExecutionCallback, ParameterResolver {

  ScenarioExtension() {}

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    boolean onDemand =
        Arrays.asList(context.getRequiredTestMethod().getParameterTypes()).contains(Drop.class);
    if (!onDemand) {
      emulator(context).begin(scenario(context));
    }
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    emulator(context).faults().clear();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Drop.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new Drop(emulator(context), scenario(context));
  }

  private static Scenario scenario(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestMethod(), InScenario.class)
        .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), InScenario.class))
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    context.getDisplayName()
                        + " is in no scenario. Add an annotation such as @StaleConnection to the"
                        + " method or to its class."))
        .value();
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
