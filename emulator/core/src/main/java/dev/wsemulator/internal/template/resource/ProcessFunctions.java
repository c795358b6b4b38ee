package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.function.process.ProcessRuntimes;
import dev.wsemulator.internal.template.code.PackageLocation;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the code of functions that run in processes of their own. Not thread-safe. */
final class ProcessFunctions {
  private final PackageLocation packages;
  private final LayerResources layers;
  private final Problems problems;

  ProcessFunctions(PackageLocation packages, LayerResources layers, Problems problems) {
    this.packages = packages;
    this.layers = layers;
    this.problems = problems;
  }

  /** Returns whether a function's runtime is one that runs in a process of its own. */
  static boolean has(Resource function) {
    return ProcessRuntimes.has(runtime(function));
  }

  private static String runtime(Resource function) {
    return function.properties().textOf("Runtime").orElse("");
  }

  /** Returns whether the code of a function is there: in the template, or at its place. */
  boolean isThere(Resource function) {
    return !packages.isGiven(function) && inline(function).isPresent()
        || packages.isThere(function);
  }

  /** Returns the code of a function; empty if it is not there, which is reported. */
  Optional<FunctionDefinition.Code> code(Resource function) {
    String runtime = runtime(function);
    String handler = handler(function);
    Optional<String> source = packages.isGiven(function) ? Optional.empty() : inline(function);
    Optional<ChildProcess> code =
        source.isPresent()
            ? Optional.of(ChildProcess.inline(runtime, handler, source.get()))
            : packages.of(function).map(place -> ChildProcess.of(runtime, handler, place));
    return code.map(known -> known.withLayers(layers(function)));
  }

  /** A {@code bootstrap} need not have a handler. */
  private String handler(Resource function) {
    Optional<String> handler = function.properties().textOf("Handler");
    if (handler.isEmpty() && !runtime(function).startsWith("provided")) {
      problems.error(
          function.line(),
          function.path("Handler") + " is missing. Write the file and the name of the handler.");
    }
    return handler.orElse("");
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-lambda-function-code.html">Code</a>
   */
  private static Optional<String> inline(Resource function) {
    return function
        .properties()
        .textOf("InlineCode")
        .or(() -> function.properties().at("Code", "ZipFile").map(YamlValue::text));
  }

  private List<Path> layers(Resource function) {
    return layers.folders(function, packages);
  }
}
