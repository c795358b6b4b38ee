package dev.wsemulator.junit;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** Code of functions, compiled as a build would do it. */
final class Sources {
  private Sources() {}

  /** Compiles the class {@code app.Handler} into a folder, and returns the folder. */
  static Path compile(Path folder, String source) {
    try {
      Path file = Files.createDirectories(folder.resolve("source")).resolve("Handler.java");
      Files.writeString(file, source);
      Path classes = Files.createDirectories(folder.resolve("classes"));
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-g",
                  "-proc:none",
                  "-cp",
                  place(RequestHandler.class),
                  "-d",
                  classes.toString(),
                  file.toString());
      if (status != 0) {
        throw new IllegalArgumentException("The source cannot be compiled: " + source);
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the source of a handler that answers this text to every message. */
  static String answering(String text) {
    return """
        package app;

        import com.amazonaws.services.lambda.runtime.Context;
        import com.amazonaws.services.lambda.runtime.RequestHandler;
        import java.util.Map;

        public class Handler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
          @Override
          public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            String answer = "";
            for (int i = 0; i < 3; i++) {
              answer = "%s";
            }
            return Map.of("statusCode", 200, "body", answer);
          }
        }
        """
        .formatted(text);
  }

  private static String place(Class<?> type) {
    return Path.of(
            java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
