package dev.wsemulator.internal.function.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Recognizes programs in Go that only know how the runtime go1.x called them, and not the Runtime
 * API.
 *
 * @see <a href="https://github.com/aws/aws-lambda-go/releases/tag/v1.18.0">aws-lambda-go 1.18.0</a>
 */
final class GoPrograms {
  private static final String HINT =
      " It does not know the Runtime API, because it was built with"
          + " github.com/aws/aws-lambda-go before 1.18.0: run \"go get"
          + " github.com/aws/aws-lambda-go@latest\" and build it again.";

  /** The variables by which the library finds who calls it, in the old way and in the new one. */
  private static final String OLD = "_LAMBDA_SERVER_PORT";

  private static final String NEW = "AWS_LAMBDA_RUNTIME_API";

  private static final int CHUNK = 1 << 20;

  private GoPrograms() {}

  /** Returns a sentence about a program that was built with an old library, or nothing. */
  static String hint(Path program) {
    boolean isOld = false;
    byte[] buffer = new byte[CHUNK];
    int kept = 0;
    try (InputStream in = Files.newInputStream(program)) {
      for (int read = in.read(buffer); read > 0; read = in.read(buffer, kept, CHUNK - kept)) {
        String text = new String(buffer, 0, kept + read, StandardCharsets.ISO_8859_1);
        if (text.contains(NEW)) {
          return "";
        }
        isOld |= text.contains(OLD);
        int end = kept + read;
        kept = Math.min(NEW.length(), end); // a name can lie across two chunks
        System.arraycopy(Arrays.copyOfRange(buffer, end - kept, end), 0, buffer, 0, kept);
      }
    } catch (IOException e) {
      return "";
    }
    return isOld ? HINT : "";
  }
}
