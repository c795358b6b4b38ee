package dev.wsemulator.it.runtime;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.wsemulator.lambda.FunctionDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.ToolProvider;

/** Functions in Java, in the emulator's own process. */
class JavaLanguage extends Language {
  private static final Path LIBRARY =
      Path.of(RequestHandler.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  JavaLanguage() {
    this("java");
  }

  /** A variant of it with words of its own. */
  JavaLanguage(String name) {
    super(name);
  }

  /** Returns the text of a source. */
  String source(String file) {
    return text(file);
  }

  /** Returns the name of the class, and of the method, of a handler. */
  static String handler(String handler) {
    String[] names = handler.split("\\.");
    String type = names[0].substring(0, 1).toUpperCase(Locale.ROOT) + names[0].substring(1);
    return "cases." + type + (names[1].equals("handler") ? "" : "::" + names[1]);
  }

  @Override
  Optional<String> missing() {
    return Optional.empty();
  }

  @Override
  void writeCode(Path folder) throws IOException {
    compile(folder, List.of("Cases.java", "Version.java", "Starts.java"), "version 0");
  }

  @Override
  void writeVersion(Path folder, String version) throws IOException {
    compile(folder, List.of("Version.java"), version);
  }

  private void compile(Path folder, List<String> files, String version) throws IOException {
    Path sources = Files.createTempDirectory("sources");
    for (String file : files) {
      Files.writeString(sources.resolve(file), source(file).replace("version 0", version));
    }
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-cp", LIBRARY.toString(), "-d", folder.toString()));
    files.forEach(file -> command.add(sources.resolve(file).toString()));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, command.toArray(String[]::new));
    for (String file : files) {
      Files.delete(sources.resolve(file));
    }
    Files.delete(sources);
    if (status != 0) {
      throw new AssertionError(errors.toString(StandardCharsets.UTF_8));
    }
  }

  @Override
  void writeLayer(Path folder, String greeting) {
    words("layer");
  }

  @Override
  FunctionDefinition.Code code(Path folder, String handler) {
    return new FunctionDefinition.Files(handler(handler), List.of(folder, LIBRARY));
  }

  @Override
  boolean hasProcesses() {
    return false;
  }
}
