package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Templates written to a folder of one test, with a folder of code beside them. */
record Templates(Path folder) {
  /** A function in seven lines, beneath {@code Resources}. */
  static final String FUNCTION =
      """
        Chat:
          Type: AWS::Serverless::Function
          Properties:
            FunctionName: chat
            Handler: example.Chat::handle
            Runtime: java17
            CodeUri: code
      """;

  static String withFunction(String more) {
    return "Resources:\n" + FUNCTION + more;
  }

  static String resource(String name) {
    try (InputStream in = Templates.class.getResourceAsStream("/templates/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stack read(String template) {
    return read(template, Map.of());
  }

  Stack read(String template, Map<String, String> parameters) {
    return TemplateImporter.read(
        new TemplateImporter.Source(write(template), parameters, Map.of()));
  }

  List<String> problems(String template) {
    return problems(template, Map.of());
  }

  List<String> problems(String template, Map<String, String> parameters) {
    return catchThrowableOfType(TemplateException.class, () -> read(template, parameters))
        .problems();
  }

  /** Returns {@code template.yaml:<line>: <message>} with the one line that has the text. */
  static String at(String template, String text, String message) {
    List<String> lines = template.lines().toList();
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        found.add(i + 1);
      }
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException("not in exactly one line, but in " + found + ": " + text);
    }
    return "template.yaml:" + found.get(0) + ": " + message;
  }

  private Path write(String template) {
    try {
      Files.createDirectories(folder.resolve("code"));
      return Files.writeString(folder.resolve("template.yaml"), template);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
