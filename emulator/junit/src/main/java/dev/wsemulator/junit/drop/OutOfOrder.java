package dev.wsemulator.junit.drop;

import dev.wsemulator.fault.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A message is overtaken by the next one.
 *
 * @see Scenario#OUT_OF_ORDER
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@InScenario(Scenario.OUT_OF_ORDER)
public @interface OutOfOrder {}
