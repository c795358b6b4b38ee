package dev.wsemulator.cli;

import dev.wsemulator.Template;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say how a template is read. */
final class TemplateOptions {
  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "Sets a parameter of the template; may be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--code",
      paramLabel = "FUNCTION=PATH",
      description =
          "Takes a function's code from a jar, a zip, a folder in Lambda's layout or a Maven"
              + " module, in place of its CodeUri; may be repeated.")
  private Map<String, Path> code = new LinkedHashMap<>();

  TemplateOptions() {}

  Template template(Path file) {
    Template template = Template.of(file);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      template = template.parameter(parameter.getKey(), parameter.getValue());
    }
    for (Map.Entry<String, Path> place : code.entrySet()) {
      template = template.code(place.getKey(), place.getValue());
    }
    return template;
  }
}
