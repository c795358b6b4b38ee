package dev.wsemulator.cli.option;

import dev.wsemulator.EmulatorBuilder;
import dev.wsemulator.Template;
import dev.wsemulator.cli.console.CommandException;
import dev.wsemulator.cli.project.Setting;
import dev.wsemulator.stack.TemplateException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for reading templates. */
public final class TemplateOptions {
  @Option(
      names = "--template",
      paramLabel = "FILE",
      split = Setting.SEPARATOR,
      hideParamSyntax = true,
      description = "A SAM or CloudFormation template, YAML or JSON; repeatable.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "Sets a parameter of the template; repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--code",
      paramLabel = "FUNCTION=PATH",
      description =
          "The code of a function, in place of its CodeUri: a jar, a zip, a folder with sources or in Lambda's layout, or a Maven or Gradle module; repeatable. * means all other functions with a Java runtime.")
  private Map<String, Path> code = new LinkedHashMap<>();

  @Option(
      names = "--env-vars",
      paramLabel = "FILE",
      description =
          "Sets environment variables that functions declare, from a JSON file in the format of sam local: {\"MyFunction\": {\"NAME\": \"value\"}, \"Parameters\": {...}}.")
  private @Nullable Path environment;

  @Option(
      names = "--function",
      paramLabel = "FUNCTION=URL",
      description =
          "The endpoint of a remote function, such as a container image or a function of another stack: the URL of a Lambda API, such as sam local start-lambda, or a URL that ends with /invocations; repeatable.")
  private Map<String, URI> endpoints = new LinkedHashMap<>();

  @Option(
      names = "--skip",
      split = Setting.SEPARATOR,
      hideParamSyntax = true,
      paramLabel = "FUNCTION",
      description = "Skips a function, which then fails when it is invoked; repeatable.")
  private List<String> skipped = new ArrayList<>();

  @Option(
      names = "--skip-unrunnable",
      description =
          "Skips every function that cannot run here: a container image, a runtime that no program here runs, or not built.")
  private boolean skipsUnrunnable;

  TemplateOptions() {}

  /** Returns the templates that are named; may be none. */
  public List<Path> files() {
    return files;
  }

  /**
   * Returns the templates in these files.
   *
   * @param files at least one
   */
  public Template template(List<Path> files) {
    Template template = Template.of(files.get(0));
    for (Path file : files.subList(1, files.size())) {
      template = template.and(file);
    }
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      template = template.parameter(parameter.getKey(), parameter.getValue());
    }
    for (Map.Entry<String, Path> place : code.entrySet()) {
      template = template.code(place.getKey(), place.getValue());
    }
    for (Map.Entry<String, URI> place : endpoints.entrySet()) {
      template = template.function(place.getKey(), place.getValue());
    }
    for (String function : skipped) {
      template = template.skip(function);
    }
    if (environment != null) {
      template = template.environment(environment);
    }
    return skipsUnrunnable ? template.skipUnrunnable() : template;
  }

  /**
   * Sets the options of an emulator without a template: account and region.
   *
   * @throws IllegalArgumentException if something is given that only a template can have
   */
  public void into(EmulatorBuilder builder) {
    parameters.forEach(
        (name, value) -> {
          switch (name) {
            case "AWS::Region" -> builder.region(value);
            case "AWS::AccountId" -> builder.accountId(value);
            default ->
                throw new IllegalArgumentException(
                    "--parameter %s needs a template. Add --template FILE.".formatted(name));
          }
        });
    if (!code.isEmpty() || !endpoints.isEmpty() || !skipped.isEmpty() || environment != null) {
      throw new IllegalArgumentException(
          "--code, --function, --skip and --env-vars need a template. Add --template FILE.");
    }
  }

  /**
   * Does something with the templates in these files.
   *
   * @throws CommandException if they cannot be used; it has the problems for programs
   */
  public <T> T reading(List<Path> files, Function<Template, T> work) {
    try {
      return work.apply(template(files));
    } catch (TemplateException e) {
      List<Map<String, Object>> problems =
          e.problems().stream()
              .map(problem -> LocatedProblem.of(problem, files.get(0)).fields())
              .toList();
      throw new CommandException(e.getMessage(), e, Map.of("problems", problems));
    }
  }
}
