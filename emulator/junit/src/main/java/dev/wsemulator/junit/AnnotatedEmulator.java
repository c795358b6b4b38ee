package dev.wsemulator.junit;

import dev.wsemulator.Template;
import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.junit.EmulatorExtension.Running;
import dev.wsemulator.junit.WebSocketApiTest.Lifecycle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
final class AnnotatedEmulator implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(AnnotatedEmulator.class);

  AnnotatedEmulator() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    WebSocketApiTest wanted = annotation(context);
    if (wanted.lifecycle() == Lifecycle.PER_CLASS && find(context, wanted) == null) {
      start(context, wanted);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    WebSocketApiTest wanted = annotation(context);
    if (wanted.lifecycle() == Lifecycle.PER_METHOD) {
      start(context, wanted);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Injection.supports(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Started started = find(context, annotation(context));
    if (started == null) {
      throw new ParameterResolutionException(
          "The emulator of this test does not run yet. Take it as a parameter of the test or of"
              + " @BeforeEach, or let the annotation say lifecycle = PER_CLASS.");
    }
    return Injection.of(parameter.getParameter().getType(), started.running(), context);
  }

  /** Returns the annotation of the class, or of the nearest class around it that has one. */
  private static WebSocketApiTest annotation(ExtensionContext context) {
    Class<?> type = context.getRequiredTestClass();
    while (type != null) {
      WebSocketApiTest found =
          AnnotationSupport.findAnnotation(type, WebSocketApiTest.class).orElse(null);
      if (found != null) {
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
    Template template = template(wanted);
    AwsEnvironment aws = AwsEnvironment.of(wanted.backEnd());
    WebSocketApiEmulator emulator =
        WebSocketApiEmulator.builder().template(template).backEnd(aws).start();
    context.getStore(NAMESPACE).put(wanted, new Started(new Running(emulator, aws)));
  }

  private static Template template(WebSocketApiTest wanted) {
    Template template = Template.of(Path.of(wanted.template()));
    for (String parameter : wanted.parameters()) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new ExtensionConfigurationException(
            "The parameter \"%s\" of @WebSocketApiTest is not of the form NAME=VALUE."
                .formatted(parameter));
      }
      template =
          template.parameter(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return template;
  }

  /** Closed by JUnit with the store that it is in. */
  private record Started(Running running) implements AutoCloseable {
    @Override
    public void close() {
      running.emulator().close();
    }
  }
}
