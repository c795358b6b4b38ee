package dev.wsemulator.internal.template.code;

import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a function's code: a jar, a zip, a folder in Lambda's layout, or a module. What Maven or
 * Gradle built is preferred to what {@code sam build} left in {@code .aws-sam/build}, for it is
 * what an editor compiles to; modules that Maven did not build, and other source folders, are
 * looked up there. CDK's assets lie beside the template. Not thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-package.html">Packaging Java
 *     functions</a>
 */
public final class CodeLocation {
  private final GivenCode given;
  private final Problems problems;
  private final SamBuild samBuild;
  private final ServerlessPackage serverless;
  private final BuiltModules modules;
  private final Map<Path, List<Path>> found = new HashMap<>();
  private final Map<Path, Boolean> sources = new HashMap<>();

  /**
   * Creates a search.
   *
   * @param given code in place of what the template says
   */
  public CodeLocation(GivenCode given, Problems problems) {
    this(given, problems, new BuiltModules());
  }

  private CodeLocation(GivenCode given, Problems problems, BuiltModules modules) {
    this.given = given;
    this.modules = modules;
    this.serverless = new ServerlessPackage(problems.inputs());
    this.problems = problems;
    this.samBuild = new SamBuild(problems.inputs());
  }

  /** Returns the class path of code at a place that is given, for a function of no template. */
  public static List<Path> given(Path place) throws IOException {
    return Files.isDirectory(place) ? Archive.layout(place) : Archive.classPath(place);
  }

  /** Returns whether code at a place that is given is in Java. */
  public static boolean isJava(Path place) {
    try {
      return place.toString().endsWith(".jar")
          || BuiltModules.isModule(place)
          || Files.isDirectory(place) && Archive.isJava(place);
    } catch (IOException e) {
      return false; // it is reported where it is read
    }
  }

  /** Returns the class path of a function. */
  public List<Path> classPath(Resource function) {
    return place(function).map(place -> found(place, function)).orElse(List.of());
  }

  /** Returns whether a function's code can be read. */
  public boolean isThere(Resource function) {
    Problems own = ownProblems(function);
    reporting(own).classPath(function);
    return own.isEmpty();
  }

  /** Returns where to report problems of a function's code that are no problems of the template. */
  Problems ownProblems(Resource function) {
    return new Problems(function.home().folder().resolve("template"), problems.inputs());
  }

  /** Returns the same search, with problems reported elsewhere. */
  CodeLocation reporting(Problems elsewhere) {
    return new CodeLocation(given, elsewhere, modules);
  }

  /** Returns the jars that a layer adds. */
  public List<Path> ofLayer(Resource layer) {
    Optional<Path> place = place(layer);
    if (place.isEmpty()) {
      return List.of();
    }
    Optional<Path> built = samBuild.of(layer, property(layer));
    try {
      for (Path candidate : Stream.concat(place.stream(), built.stream()).toList()) {
        note(candidate);
        if (Files.exists(candidate)) {
          List<Path> jars = Archive.layer(candidate);
          if (!jars.isEmpty()) {
            return jars;
          }
        }
      }
      if (BuiltModules.isModule(place.get())) {
        return modules.classPath(place.get());
      }
      problems.error(
          layer.line(),
          "The layer %s has no java/lib/*.jar at %s. Build it, or give its place with --code %s=PATH."
              .formatted(layer.id(), place.get(), layer.id()));
    } catch (IOException | UncheckedIOException e) {
      problems.error(
          layer.line(),
          "The layer %s cannot be read: %s. Build it again.".formatted(layer.id(), e));
    }
    return List.of();
  }

  /** Returns whether code is given in place of that of a resource. */
  boolean isGiven(Resource resource) {
    return given.byName(resource).isPresent();
  }

  /** Returns whether code is given for a layer of no template. */
  public boolean isGiven(String layerArn) {
    return given.places().containsKey(layerName(layerArn));
  }

  /** Returns where the code of a layer of no template is said to be. */
  public Optional<Path> givenLayer(String layerArn) {
    Optional<Path> place = Optional.ofNullable(given.places().get(layerName(layerArn)));
    place.ifPresent(this::note);
    return place.map(path -> path.toAbsolutePath().normalize());
  }

  private static String layerName(String arn) {
    int begin = arn.indexOf(":layer:");
    return begin < 0 ? arn : arn.substring(begin + ":layer:".length()).split(":", 2)[0];
  }

  /** Returns the jars that a layer of no template adds. */
  public List<Path> ofLayer(String layerArn, int line) {
    Path place =
        Objects.requireNonNull(given.places().get(layerName(layerArn)))
            .toAbsolutePath()
            .normalize();
    note(place);
    try {
      List<Path> jars = Files.exists(place) ? Archive.layer(place) : List.of();
      if (jars.isEmpty()) {
        problems.error(
            line,
            "The layer %s has no java/lib/*.jar at %s. Correct its path."
                .formatted(layerArn, place));
      }
      return jars;
    } catch (IOException | UncheckedIOException e) {
      problems.error(line, "The layer %s cannot be read: %s.".formatted(layerArn, e));
      return List.of();
    }
  }

  private static String property(Resource resource) {
    return switch (resource.kind()) {
      case FUNCTION -> "Code";
      case SAM_FUNCTION -> "CodeUri";
      case LAYER -> "Content";
      default -> "ContentUri";
    };
  }

  /** Returns what {@code sam build} has left of a function or a layer. */
  Optional<Path> samBuilt(Resource resource) {
    return isGiven(resource) ? Optional.empty() : samBuild.of(resource, property(resource));
  }

  /** Returns where the code of a function or a layer is said to be; reports if it is nowhere. */
  Optional<Path> place(Resource resource) {
    Optional<Path> override = given.of(resource);
    if (override.isPresent()) {
      return override.map(path -> path.toAbsolutePath().normalize());
    }
    Path folder = resource.home().folder();
    String property = property(resource);
    Optional<YamlValue> uriValue = resource.properties().get(property);
    try {
      Optional<Path> asset = asset(resource, uriValue);
      if (asset.isPresent()) {
        return asset;
      }
      if (uriValue.isEmpty() && property.equals("CodeUri")) {
        return Optional.of(folder.toAbsolutePath().normalize()); // as "sam build" has it
      }
      String uri = uriValue.map(YamlValue::text).orElse("");
      if (!uri.isEmpty() && !uri.matches("(?i)(s3|https?):.*")) {
        return Optional.of(folder.resolve(uri).toAbsolutePath().normalize());
      }
      problems.error(
          uriValue.map(YamlValue::line).orElse(resource.line()),
          "%s is %s, not a local path. Take the template as it was before it was packaged, or give the code with --code %s=PATH."
              .formatted(
                  resource.path(property),
                  uriValue.isEmpty() ? "missing" : uri.isEmpty() ? "in S3" : uri,
                  resource.id()));
    } catch (InvalidPathException e) {
      problems.error(
          resource.line(),
          "%s is not a path: %s. Correct it.".formatted(resource.path(property), e.getReason()));
    }
    return Optional.empty();
  }

  /**
   * Returns where CDK left the code: its metadata says so; else the key in S3 is the asset's name.
   * Others leave an artifact that the key names, too.
   *
   * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/assets.html">Assets and the AWS CDK</a>
   */
  private Optional<Path> asset(Resource resource, Optional<YamlValue> code) {
    Path folder = resource.home().folder();
    Optional<String> path = resource.metadata().textOf("aws:asset:path");
    if (path.isPresent()) {
      return Optional.of(folder.resolve(path.get()).toAbsolutePath().normalize());
    }
    String key = code.flatMap(CodeLocation::key).orElse("");
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> artifact = serverless.artifact(resource, key);
    if (artifact.isPresent()) {
      return artifact;
    }
    String last = key.substring(key.lastIndexOf('/') + 1);
    String name = "asset." + last;
    return Stream.of(name, name.replaceFirst("\\.zip$", ""), last)
        .map(folder::resolve)
        .filter(Files::exists)
        .findFirst();
  }

  /** Returns the key of code in S3, as CloudFormation and SAM spell it. */
  private static Optional<String> key(YamlValue code) {
    String uri = code.text() == null ? "" : code.text();
    return uri.startsWith("s3://")
        ? Optional.of(uri)
        : code.textOf("S3Key").or(() -> code.textOf("Key"));
  }

  private List<Path> found(Path place, Resource function) {
    try {
      Optional<Path> built =
          isUnbuilt(place) ? samBuild.of(function, property(function)) : Optional.empty();
      if (built.isPresent()) {
        note(place);
        return Archive.layout(built.get());
      }
    } catch (IOException | UncheckedIOException e) {
      problems.error(function.line(), unreadable(function, e));
      return List.of();
    }
    List<Path> known = found.get(place);
    if (known == null) {
      known = search(place, function);
      found.put(place, known);
    }
    return known;
  }

  /** Returns whether a place holds no code, but may hold sources of some. */
  private boolean isUnbuilt(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      return false;
    }
    if (BuiltModules.isModule(place)) {
      return !BuiltModules.isBuilt(place);
    }
    Boolean known = sources.get(place);
    if (known == null) {
      known = !Files.isDirectory(place) || Archive.isSource(place);
      sources.put(place, known);
    }
    return known;
  }

  private static String unreadable(Resource function, Exception e) {
    return "The code of %s cannot be read: %s. Build it again, or give its place with --code %s=PATH."
        .formatted(function.id(), e, function.id());
  }

  private List<Path> search(Path place, Resource function) {
    note(place);
    try {
      if (Files.isRegularFile(place)) {
        return Archive.classPath(place);
      }
      if (BuiltModules.isModule(place)) {
        return modules.classPath(place);
      }
      if (!isUnbuilt(place)) {
        return Archive.layout(place);
      }
      problems.error(
          function.line(),
          "The code of %s is not at %s%s. Build it, or give its place with --code %s=PATH."
              .formatted(
                  function.id(),
                  place,
                  Files.isDirectory(place) ? ": the folder holds sources, but no classes" : "",
                  function.id()));
    } catch (BuiltModules.NotBuilt e) {
      problems.error(function.line(), e.getMessage());
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      problems.error(function.line(), unreadable(function, e));
    }
    return List.of();
  }

  /**
   * Takes note of where code is or will be; of a Maven module that is not where its sources are.
   */
  private void note(Path place) {
    if (BuiltModules.isModule(place)) {
      BuiltModules.inputs(place).forEach(problems.inputs()::code);
    } else {
      problems.inputs().code(place);
    }
  }
}
