package dev.wsemulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a {@link TestClient} or {@link RawClient} that a test takes as a parameter connects. */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Connect {

  /** Returns the parameters of the query string, each as {@code NAME=VALUE}, not yet encoded. */
  String[] query() default {};

  /** Returns further headers of the handshake, each as {@code NAME=VALUE}. */
  String[] headers() default {};

  /**
   * Returns the client's name, for example {@code alice}: diagrams, failures and the journal of a
   * failed test call it so.
   */
  String name() default "";

  /**
   * Returns the address that it connects from, one of this machine, for example {@code 127.0.0.9}:
   * the {@code sourceIp} of its events.
   */
  String from() default "";

  /** Returns the stage; that of {@code emulator.webSocketUrl()} by default. */
  String stage() default "";
}
