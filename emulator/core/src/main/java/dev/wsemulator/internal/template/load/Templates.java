package dev.wsemulator.internal.template.load;

import dev.wsemulator.internal.engine.TemplateSource;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.ToolRegion;
import dev.wsemulator.internal.template.intrinsic.Parameters;
import dev.wsemulator.internal.template.intrinsic.SecretReference;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.stack.TemplateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * All templates of one start: what they export to each other, and what is kept for them. Not
 * thread-safe.
 */
public final class Templates {
  private static final String REGION = "AWS::Region";
  private static final String ACCOUNT = "AWS::AccountId";

  /** What is assumed of pseudo parameters, and the form of what may be given instead. */
  private static final Map<String, Pseudo> PSEUDO =
      Map.of(
          REGION, new Pseudo("us-east-1", "[a-z]{2}(-[a-z]+)+-\\d", "eu-west-1"),
          ACCOUNT, new Pseudo("123456789012", "\\d{12}", "123456789012"));

  private record Pseudo(String byDefault, String form, String example) {}

  /** A value that is given for what AWS keeps; such names have a colon, parameters have none. */
  private static final String OUTSIDE = "(export|ssm|ssm-secure|secretsmanager):.+";

  private final List<LoadedTemplate> roots = new ArrayList<>();
  private final TemplateSource source;
  private final Problems problems;
  private final EnvironmentFile environment;
  private final Set<String> open = new HashSet<>();
  private final String region;

  public Templates(TemplateSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.region = region();
    Set<String> names = new HashSet<>();
    for (Path file : source.files()) {
      String name = stackName(file);
      if (!names.add(name)) {
        name = name + "-" + clean(String.valueOf(file.getFileName()).replaceFirst("\\..*", ""));
        names.add(name);
      }
      Map<String, String> given = new java.util.HashMap<>(source.parameters());
      given.keySet().removeIf(one -> one.matches(OUTSIDE) || PSEUDO.containsKey(one));
      read(new LoadedTemplate.Origin(file, name, given, 0));
    }
    if (roots.isEmpty()) {
      problems.throwIfAny();
    }
    this.environment = new EnvironmentFile(source.environment(), problems);
    checkParameters();
  }

  private void read(LoadedTemplate.Origin origin) {
    try {
      roots.add(new LoadedTemplate(this, origin));
    } catch (TemplateException e) {
      problems.unread(origin.file(), e);
    }
  }

  private void checkParameters() {
    PSEUDO.forEach(this::checkPseudo);
    Set<String> known = new TreeSet<>();
    roots.forEach(root -> known.addAll(root.parameterNames()));
    source.parameters().keySet().stream()
        .filter(name -> !name.matches(OUTSIDE) && !PSEUDO.containsKey(name))
        .filter(name -> !known.contains(name) && !problems.lacksAFile())
        .forEach(
            name -> new Parameters(problems).unknown(roots.get(0).parametersLine(), name, known));
  }

  private void checkPseudo(String name, Pseudo pseudo) {
    String given = source.parameters().getOrDefault(name, pseudo.byDefault());
    if (!given.matches(pseudo.form())) {
      problems.error(
          1,
          "%s is given as \"%s\". Write, for example: --parameter %s=%s"
              .formatted(name, given, name, pseudo.example()));
    }
  }

  /** The folder's name: what people call their application; that of CDK's stack. */
  private static String stackName(Path file) {
    String own = String.valueOf(file.getFileName());
    if (own.endsWith(".template.json")) {
      return clean(own.substring(0, own.length() - ".template.json".length()));
    }
    Path folder = file.toAbsolutePath().resolveSibling("").normalize();
    if (folder.endsWith(Path.of(".aws-sam", "build"))) {
      folder = folder.resolve("../..").normalize();
    }
    return clean(Objects.toString(folder.getFileName(), ""));
  }

  private static String clean(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String clean = letters.replaceAll("^-|-$", "");
    return clean.isEmpty() ? "stack" : clean;
  }

  Problems problems() {
    return problems;
  }

  public EnvironmentFile environment() {
    return environment;
  }

  Map<String, Path> code() {
    return source.code();
  }

  public List<LoadedTemplate> roots() {
    return roots;
  }

  public StackLocation account(String stackName) {
    return new StackLocation(stackName, region, pseudo(ACCOUNT));
  }

  private String region() {
    String given = source.parameters().get(REGION);
    return given != null
        ? given
        : source.files().stream()
            .flatMap(file -> ToolRegion.of(file).stream())
            .findFirst()
            .orElseGet(() -> pseudo(REGION));
  }

  private String pseudo(String name) {
    return source
        .parameters()
        .getOrDefault(name, Objects.requireNonNull(PSEUDO.get(name)).byDefault());
  }

  Optional<String> export(String name) {
    String given = source.parameters().get("export:" + name);
    if (given != null) {
      return Optional.of(given);
    }
    if (!open.add("export:" + name)) {
      return Optional.empty();
    }
    try {
      for (LoadedTemplate template : everyone()) {
        Optional<String> value = template.exported(name);
        if (value.isPresent()) {
          return value;
        }
      }
      return elsewhere(name);
    } finally {
      open.remove("export:" + name);
    }
  }

  Optional<String> stored(String reference) {
    String given = source.parameters().get(reference);
    if (given != null) {
      return Optional.of(given);
    }
    Optional<SecretReference> secret = SecretReference.of(reference);
    if (secret.isPresent()) {
      return declared(reference, one -> one.secret(secret.get()));
    }
    return reference.startsWith("ssm:") ? parameter(reference) : Optional.empty();
  }

  private Optional<String> parameter(String reference) {
    String name = reference.substring("ssm:".length()).replaceFirst(":\\d+$", "");
    String given = source.parameters().get("ssm:" + name);
    return given != null ? Optional.of(given) : declared(reference, one -> one.kept(name));
  }

  /** Returns what one of the templates declares for a reference. */
  private Optional<String> declared(
      String reference, Function<LoadedTemplate, Optional<String>> value) {
    if (!open.add(reference)) {
      return Optional.empty();
    }
    try {
      return everyone().stream()
          .flatMap(one -> value.apply(one).stream())
          .findFirst()
          .or(() -> elsewhere(reference));
    } finally {
      open.remove(reference);
    }
  }

  /** Returns something for what may be in a file that could not be read. */
  private Optional<String> elsewhere(String name) {
    return problems.lacksAFile() ? Optional.of(name) : Optional.empty();
  }

  private List<LoadedTemplate> everyone() {
    List<LoadedTemplate> all = new ArrayList<>(roots);
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).children());
    }
    return all;
  }
}
