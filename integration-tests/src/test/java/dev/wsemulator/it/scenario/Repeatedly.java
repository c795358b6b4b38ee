package dev.wsemulator.it.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * A test that runs once, or as often as the system property {@code scenario.repetitions} says,
 * which shows that it always passes.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Repeatedly.Times.class)
@interface Repeatedly {

  /** Repeats. */
  final class Times implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
      return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
        ExtensionContext context) {
      return IntStream.range(0, Repetitions.wanted()).mapToObj(number -> new Once());
    }
  }

  /** One repetition, whose time is noted. */
  final class Once
      implements TestTemplateInvocationContext,
          BeforeTestExecutionCallback,
          AfterTestExecutionCallback {
    private long begin;

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
      begin = System.nanoTime();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
      Repetitions.took(
          context.getRequiredTestClass().getSimpleName(),
          context.getRequiredTestMethod().getName(),
          System.nanoTime() - begin);
    }
  }
}
