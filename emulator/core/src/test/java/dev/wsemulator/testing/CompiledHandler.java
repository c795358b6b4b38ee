package dev.wsemulator.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A handler's classes, compiled from source as a build would do it. */
public final class CompiledHandler {
  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

  private CompiledHandler() {}

  /** Returns the class {@code app.Handler}, which answers this text to every event. */
  public static CompiledHandler answering(String text) {
    return of(
        """
        package app;
        import com.amazonaws.services.lambda.runtime.*;
        import java.io.*;
        public class Handler implements RequestStreamHandler {
          public void handleRequest(InputStream in, OutputStream out, Context context)
              throws IOException {
            out.write("{\\"statusCode\\":200,\\"body\\":\\"%s\\"}".getBytes("UTF-8"));
          }
        }
        """
            .formatted(text));
  }

  /** Returns the classes of sources, one with the class {@code app.Handler}. */
  public static CompiledHandler of(String... sources) {
    CompiledHandler compiled = new CompiledHandler();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileManager files =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location,
              String className,
              JavaFileObject.Kind kind,
              javax.tools.FileObject sibling) {
            return compiled.output(className);
          }
        };
    List<JavaFileObject> all = Stream.of(sources).map(CompiledHandler::file).toList();
    List<String> options = List.of("-proc:none", "-cp", lambda(), "--release", "17");
    if (!compiler.getTask(null, files, null, options, null, all).call()) {
      throw new IllegalArgumentException(
          "The sources cannot be compiled: " + String.join("\n", sources));
    }
    return compiled;
  }

  private static JavaFileObject file(String source) {
    String name = source.replaceAll("(?s).*?public (final )?class (\\w+).*", "$2");
    return new SimpleJavaFileObject(
        URI.create("mem:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return source;
      }
    };
  }

  /** Returns where Lambda's interfaces are. */
  private static String lambda() {
    return Path.of(
            URI.create(
                RequestStreamHandler.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()))
        .toString();
  }

  private JavaFileObject output(String className) {
    return new SimpleJavaFileObject(
        URI.create("mem:///" + className + ".class"), JavaFileObject.Kind.CLASS) {
      @Override
      public OutputStream openOutputStream() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        classes.put(className, bytes);
        return bytes;
      }
    };
  }

  /** Returns a class. */
  public byte[] bytes(String className) {
    return classes.get(className).toByteArray();
  }

  /** Writes the classes to a folder, each at once, and returns the folder. */
  public Path writeTo(Path folder) throws IOException {
    for (String name : classes.keySet()) {
      Path file = folder.resolve(name.replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, bytes(name));
    }
    return folder;
  }
}
