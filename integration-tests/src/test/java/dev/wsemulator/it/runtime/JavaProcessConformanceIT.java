package dev.wsemulator.it.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Functions in Java in a JVM of their own do what all functions do. Alone, as so many JVMs leave
 * other tests no processor.
 */
@Isolated
class JavaProcessConformanceIT extends RuntimeConformance {
  private static final int PROCESSORS_FOR_FIFTY = 16;

  JavaProcessConformanceIT() {
    super(new JavaProcessLanguage());
  }

  @Test
  @Override
  public void fiftyInvocationsRunAtOnceInFiftyEnvironments() throws IOException {
    assumeTrue(
        Runtime.getRuntime().availableProcessors() >= PROCESSORS_FOR_FIFTY,
        "Fifty JVMs at once are not ready within the 10 s that Lambda gives them here.");
    super.fiftyInvocationsRunAtOnceInFiftyEnvironments();
  }
}
