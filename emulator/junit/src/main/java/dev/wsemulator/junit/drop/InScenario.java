package dev.wsemulator.junit.drop;

import dev.wsemulator.fault.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Brings a drop of production about in a test. It begins when the parameters of the test are there,
 * so clients that are parameters are connected, and what their {@code $connect} does is over; or,
 * if the test or its {@code @BeforeEach} takes a {@link Drop} as a parameter, when that is asked to
 * begin. Each scenario has an annotation of its own, such as {@link StaleConnection}.
 *
 * <p>A test that passes although its drop never came, fails: it has shown nothing. The message says
 * what the scenario waited for and whether anybody was connected. {@link Scenario} says of each
 * what has to come. Of a test factory, the drop has to come while its tests run.
 *
 * <p>The scenario ends with the test. As it is for all connections, tests that share an emulator
 * must not run at the same time.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ScenarioExtension.class)
public @interface InScenario {

  /** Returns the scenario. */
  Scenario value();
}
