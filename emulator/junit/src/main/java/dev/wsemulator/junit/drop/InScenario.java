package dev.wsemulator.junit.drop;

import dev.wsemulator.fault.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Brings a drop of production about in a test: when the test begins or, if it takes a {@link Drop}
 * as a parameter, when it says so. Each scenario has an annotation of its own, such as {@link
 * StaleConnection}. The emulator's fault rules are cleared after the test, so tests that share an
 * emulator must not run at the same time.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ScenarioExtension.class)
public @interface InScenario {

  /** Returns the scenario. */
  Scenario value();
}
