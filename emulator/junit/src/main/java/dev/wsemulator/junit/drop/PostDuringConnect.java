package dev.wsemulator.junit.drop;

import dev.wsemulator.fault.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A connection's id is known before the connection exists.
 *
 * @see Scenario#POST_DURING_CONNECT
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@InScenario(Scenario.POST_DURING_CONNECT)
public @interface PostDuringConnect {}
