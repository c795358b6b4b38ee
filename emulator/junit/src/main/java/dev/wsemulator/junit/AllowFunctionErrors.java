package dev.wsemulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that functions may fail in a test, or in all tests of a class and its nested classes,
 * without anybody looking at it. Without it, a test fails if a function fails and the test neither
 * took the error from the journal, nor received it as a client, nor caused it with a fault.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface AllowFunctionErrors {

  /** Returns the functions' names; all functions by default. */
  String[] value() default "*";
}
