package visits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The emulator and its libraries print nothing by themselves, not even that they start. */
@ExtendWith(Printed.class)
public interface Silent {
  /** What libraries are known to print. */
  Pattern BANNER = Pattern.compile("(?i)javalin|slf4j|dynamodb local|sqlite|s3proxy");

  @Test
  default void noBannerIsPrinted() {
    assertEquals(List.of(), Printed.text().lines().filter(BANNER.asPredicate()).toList());
  }
}
