package dev.wsemulator.junit.drop;

import dev.wsemulator.fault.Scenario;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The service has another address, and the old one refuses connections.
 *
 * @see Scenario#ADDRESS_CHANGES
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@InScenario(Scenario.ADDRESS_CHANGES)
public @interface AddressChanges {}
