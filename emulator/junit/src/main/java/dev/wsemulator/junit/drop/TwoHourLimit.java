package dev.wsemulator.junit.drop;

import dev.wsemulator.fault.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A connection is two hours old.
 *
 * @see Scenario#TWO_HOUR_LIMIT
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@InScenario(Scenario.TWO_HOUR_LIMIT)
public @interface TwoHourLimit {}
