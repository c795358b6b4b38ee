package dev.wsemulator.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Cites the rows of {@code emulator/FIDELITY.md} that a test shows. {@code mvn verify -Dgroups=aws
 * -Daws=RT-02} runs the tests of one row.
 */
@Documented
@Tag("aws")
@ExtendWith(AwsRow.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Aws {
  /** The ids of the rows. */
  String[] value();
}
