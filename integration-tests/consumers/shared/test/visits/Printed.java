package visits;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps what is printed while the tests of a class run, from before the emulator starts. */
public final class Printed implements BeforeAllCallback, AfterAllCallback {
  private static final ByteArrayOutputStream KEPT = new ByteArrayOutputStream();
  private static PrintStream out;
  private static PrintStream err;

  /** Returns what has been printed. */
  public static String text() {
    return KEPT.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    out = System.out;
    err = System.err;
    PrintStream kept = new PrintStream(KEPT, true, StandardCharsets.UTF_8);
    System.setOut(kept);
    System.setErr(kept);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.setOut(out);
    System.setErr(err);
    System.out.print(text());
  }
}
