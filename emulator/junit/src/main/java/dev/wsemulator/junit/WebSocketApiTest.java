package dev.wsemulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a template on an emulator for the tests of a class and its nested classes, on a free port.
 * Tests take as parameters what {@link EmulatorExtension} offers. For an API that is defined in
 * Java, register an {@link EmulatorExtension}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(WebSocketApiTests.class)
@ExtendWith(AnnotatedEmulator.class)
public @interface WebSocketApiTest {

  /**
   * Returns the name by which {@link Emulator} selects this one, where a class has several
   * emulators.
   */
  String name() default "";

  /** Returns the template file; a relative path starts at the folder that the tests run in. */
  String template();

  /** Returns the template's parameters, each as {@code NAME=VALUE}. */
  String[] parameters() default {};

  /**
   * Returns the AWS services behind the emulator, as {@link
   * dev.wsemulator.aws.AwsEnvironment#of(String)} reads them.
   */
  String backEnd() default "embedded";

  /** Returns the quotas that are not as on AWS, each as {@code NAME=VALUE}. */
  String[] quotas() default {};

  /**
   * Returns whether the clock stands until a test advances it: {@code
   * time.advance(Duration.ofMinutes(10))}, with {@code TimeSource time} as a parameter.
   */
  boolean virtualTime() default false;

  /**
   * Returns whether API Gateway needs permission to invoke a function, as on AWS: by the template's
   * {@code AWS::Lambda::Permission}, by {@code AddPermission}, or by the role of the integration or
   * the authorizer. It applies to APIs in Java, and to roles that are not defined.
   */
  boolean enforcePermissions() default false;

  /** Returns whether a test fails that leaves something behind, see {@link EmulatorExtension}. */
  boolean leakChecks() default true;

  /**
   * Returns how long the waits of clients, journal and assertions take at most if they are not told
   * otherwise, of real time, for example {@code 5s}.
   */
  String patience() default "20s";

  /** Returns how long one emulator lives. */
  Lifecycle lifecycle() default Lifecycle.PER_CLASS;

  /** How long one emulator lives. */
  enum Lifecycle {
    /** One emulator serves all tests of the class and of its nested classes. */
    PER_CLASS,
    /** Every test has an emulator of its own. */
    PER_METHOD
  }
}
