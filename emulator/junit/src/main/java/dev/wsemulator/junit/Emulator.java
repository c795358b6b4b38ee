package dev.wsemulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which emulator a parameter of a test is of, where a test has several: the name of a {@link
 * WebSocketApiTest} or of an {@link EmulatorExtension}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Emulator {

  /** Returns the emulator's name. */
  String value();
}
