package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.engine.TemplateSource;
import dev.wsemulator.internal.function.code.JavaRuntimes;
import dev.wsemulator.internal.template.code.CodeLocation;
import dev.wsemulator.internal.template.code.GivenCode;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.PhysicalNames;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about functions that cannot run here, such as those in another language: a function that
 * is never invoked, or that is skipped, is kept as a function that fails.
 */
public final class UnrunnableFunctions {
  private final TemplateSource source;
  private final Set<String> invoked = new HashSet<>();
  private final Problems problems;

  public UnrunnableFunctions(TemplateSource source, List<Resource> resources, Problems problems) {
    this.source = source;
    this.problems = problems;
    for (Resource resource : resources) {
      switch (resource.kind()) {
        case INTEGRATION -> invokes(resource, "IntegrationUri");
        case AUTHORIZER, REST_AUTHORIZER -> invokes(resource, "AuthorizerUri");
        case API -> {
          invokes(resource, "Target");
          invokes(resource, "Body");
        }
        case REST_API -> invokes(resource, "Body");
        case REST_METHOD -> invokes(resource, "Integration");
        case SAM_HTTP_API, SAM_REST_API -> {
          invokes(resource, "Auth");
          invokes(resource, "DefinitionBody");
        }
        case BUCKET, BUCKET_NOTIFICATIONS ->
            resource.properties().get("NotificationConfiguration").ifPresent(this::invokes);
        default -> {}
      }
    }
  }

  private void invokes(Resource resource, String property) {
    resource.properties().get(property).ifPresent(this::invokes);
  }

  private void invokes(YamlValue value) {
    if (value.isText()) {
      invoked.add(PhysicalNames.functionName(value.string()));
    }
    if (value.isList()) {
      value.elements().forEach(this::invokes);
    }
    value.entries().values().forEach(this::invokes);
  }

  /** Returns whether a function need not run. */
  boolean isSkipped(Resource function) {
    return source.skipsUnrunnable() || isNamed(function);
  }

  private boolean isNamed(Resource function) {
    return source.skipped().contains(function.id()) || source.skipped().contains(function.ref());
  }

  /** Returns the code of a function that is served elsewhere, under the name that was given. */
  Optional<FunctionDefinition.Code> elsewhere(Resource function) {
    String name = source.endpoints().containsKey(function.id()) ? function.id() : function.ref();
    URI endpoint = source.endpoints().get(name);
    try {
      return Optional.ofNullable(endpoint).map(url -> FunctionDefinition.Remote.at(url, name));
    } catch (IllegalArgumentException e) {
      problems.error(
          function.line(),
          "Resources.%s is a remote function, but %s".formatted(function.id(), e.getMessage()));
      return Optional.of(new FunctionDefinition.Files("", List.of()));
    }
  }

  /**
   * Returns whether code in Java is given for a function that has none: for a container image, for
   * inline code, or for another language.
   */
  boolean isGiven(Resource function) {
    Optional<Path> place = new GivenCode(source.code()).of(function);
    return place.isPresent()
        && !isNamed(function)
        && (reason(function).isPresent()
            || ProcessFunctions.has(function) && CodeLocation.isJava(place.get()));
  }

  /** Returns the functions that something invokes, by name. */
  public Set<String> invoked() {
    return Set.copyOf(invoked);
  }

  /** Returns the code of a function that only fails; empty for one that is to run. */
  Optional<FunctionDefinition.Code> code(Resource function) {
    Optional<String> reason = reason(function);
    if (isNamed(function)) {
      return Optional.of(failing(function, reason.orElse("skipped")));
    }
    if (reason.isEmpty() || isGiven(function)) {
      return Optional.empty();
    }
    if (!isSkipped(function) && isNeeded(function)) {
      problems.error(
          line(function),
          "%s %s, which does not run here. Start with --function %s=URL if it is a remote function; with --skip %3$s, or with --skip-unrunnable, to have it fail when it is invoked; or give its code in Java with --code %3$s=PATH."
              .formatted(function.path(property(function)), reason.get(), function.id()));
    }
    return Optional.of(failing(function, reason.get()));
  }

  /** A function with an event of S3, or with one that makes a route, is invoked too. */
  private boolean isNeeded(Resource function) {
    boolean hasEvent =
        function.properties().get("Events").map(YamlValue::entries).stream()
            .flatMap(events -> events.values().stream())
            .anyMatch(event -> event.textOf("Type").orElse("").matches("S3|Api|HttpApi"));
    return hasEvent || invoked.contains(function.ref());
  }

  /** Returns code that only fails, and says so. */
  FunctionDefinition.Code failing(Resource function, String reason) {
    String what = "Resources.%s (%s)".formatted(function.id(), function.type());
    if (isNeeded(function)) {
      problems.warning(
          function.line(),
          "Resources.%s is not run here: every invocation of it fails.".formatted(function.id()));
    } else {
      problems.ignored(function.line(), what);
    }
    String message =
        "The function %s %s and is not run by the emulator.".formatted(function.ref(), reason);
    return new FunctionDefinition.Instance(new Failing(message));
  }

  /** Fails whenever it is invoked. */
  private record Failing(String message) implements LambdaFunction {
    @Override
    public byte[] invoke(byte[] event) {
      UnsupportedOperationException failure = new UnsupportedOperationException(message);
      failure.setStackTrace(new StackTraceElement[0]);
      throw failure;
    }
  }

  private static String property(Resource function) {
    if (isImage(function)) {
      return "PackageType";
    }
    return inline(function).orElse("Runtime");
  }

  private static int line(Resource function) {
    String name = property(function).split("\\.")[0];
    return function.properties().get(name).map(YamlValue::line).orElse(function.line());
  }

  private static boolean isImage(Resource function) {
    return function.properties().textOf("PackageType").filter("Image"::equals).isPresent()
        || function.properties().get("ImageUri").isPresent();
  }

  private static Optional<String> inline(Resource function) {
    if (function.properties().get("InlineCode").isPresent()) {
      return Optional.of("InlineCode");
    }
    return function.properties().at("Code", "ZipFile").map(code -> "Code.ZipFile");
  }

  private static Optional<String> reason(Resource function) {
    Optional<String> runtime = function.properties().textOf("Runtime");
    if (isImage(function)) {
      return Optional.of("is a container image");
    }
    if (ProcessFunctions.has(function)) {
      return Optional.empty();
    }
    if (runtime.isPresent() && !JavaRuntimes.isJava(runtime.get())) {
      return Optional.of(
          inline(function).isPresent() ? "is in " + runtime.get() : "is " + runtime.get());
    }
    return inline(function).map(property -> "is not compiled");
  }
}
