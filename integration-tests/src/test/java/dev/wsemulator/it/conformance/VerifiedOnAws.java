package dev.wsemulator.it.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whether a class of tests, or one test, has passed against a deployment on AWS. Set it to
 * {@code true} only after such a run, and name the day.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface VerifiedOnAws {
  /** Returns whether it has. */
  boolean value();

  /** Returns the day of the run, for example {@code 2026-11-23}. */
  String on() default "";
}
