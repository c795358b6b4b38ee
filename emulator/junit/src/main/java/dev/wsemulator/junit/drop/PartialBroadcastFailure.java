package dev.wsemulator.junit.drop;

import dev.wsemulator.fault.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code @connections} calls fail with 500.
 *
 * @see Scenario#PARTIAL_BROADCAST_FAILURE
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@InScenario(Scenario.PARTIAL_BROADCAST_FAILURE)
public @interface PartialBroadcastFailure {}
