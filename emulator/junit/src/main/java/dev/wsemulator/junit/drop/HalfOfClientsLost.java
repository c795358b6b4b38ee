package dev.wsemulator.junit.drop;

import dev.wsemulator.fault.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Half of the clients are closed, and half of the handshakes after that are refused with 502.
 *
 * @see Scenario#HALF_OF_CLIENTS_LOST
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@InScenario(Scenario.HALF_OF_CLIENTS_LOST)
public @interface HalfOfClientsLost {}
