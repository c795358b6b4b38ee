package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.SubVariables;
import dev.wsemulator.internal.template.document.YamlValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the intrinsic functions of a template. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
public final class Intrinsics {
  private static final String NO_VALUE = "AWS::NoValue";

  /** No template needs more; one that doubles a text again and again would fill the memory. */
  private static final int MAX_CHARACTERS = 10_000_000;

  private final Scope scope;
  private final Problems problems;
  private final Conditions conditions;
  private final DynamicReferences references;
  private long characters;

  public Intrinsics(Scope scope, YamlValue conditions, Problems problems) {
    this.scope = scope;
    this.problems = problems;
    this.conditions = new Conditions(this, conditions, problems);
    this.references = new DynamicReferences(scope.external(), problems);
  }

  public Scope scope() {
    return scope;
  }

  public Conditions conditions() {
    return conditions;
  }

  /** Returns the value without intrinsics, or {@code null} if it is {@code AWS::NoValue}. */
  @Nullable
  public YamlValue resolve(YamlValue value) {
    YamlValue resolved = called(value);
    if (resolved == null || !resolved.isText() || !DynamicReferences.isIn(resolved.string())) {
      return resolved;
    }
    return YamlValue.text(value.line(), references.resolve(resolved.string(), value.line()));
  }

  private @Nullable YamlValue called(YamlValue value) {
    if (value.isList()) {
      List<YamlValue> items = new ArrayList<>();
      for (YamlValue item : value.elements()) {
        YamlValue resolved = resolve(item);
        if (resolved != null) {
          items.add(resolved);
        }
      }
      return YamlValue.list(value.line(), items);
    }
    if (!value.isMap()) {
      return value;
    }
    if (value.entries().size() == 1) {
      Map.Entry<String, YamlValue> only = value.entries().entrySet().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return call(only.getKey(), only.getValue());
      }
    }
    return members(value);
  }

  private YamlValue members(YamlValue value) {
    Map<String, YamlValue> members = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> member : value.entries().entrySet()) {
      YamlValue resolved = resolve(member.getValue());
      if (resolved != null) {
        members.put(member.getKey(), resolved);
      }
    }
    return YamlValue.map(value.line(), members);
  }

  private @Nullable YamlValue call(String function, YamlValue argument) {
    int line = argument.line();
    return switch (function) {
      case "Ref" -> ref(argument);
      case "Fn::GetAtt" -> getAtt(argument);
      case "Fn::Sub" -> YamlValue.text(line, sub(argument));
      case "Fn::Join" -> YamlValue.text(line, join(argument));
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> split(argument);
      case "Fn::If" -> chooseIf(argument);
      case "Fn::FindInMap" -> findInMap(argument);
      case "Fn::Base64" -> YamlValue.text(line, base64(argument));
      case "Fn::ImportValue" -> YamlValue.text(line, imported(argument));
      case "Fn::GetAZs" -> zones(argument);
      case "Fn::Cidr" -> cidr(argument);
      case "Fn::Length", "Fn::ToJsonString" -> extension(function, argument);
      case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" ->
          YamlValue.text(
              line,
              String.valueOf(conditions.holds(YamlValue.map(line, Map.of(function, argument)))));
      default -> {
        problems.error(
            line, function + " cannot be resolved locally. Write the value itself in its place.");
        yield YamlValue.text(line, "");
      }
    };
  }

  private @Nullable YamlValue ref(YamlValue argument) {
    String name = argument.text();
    if (name == null) {
      return wrong(argument, "Ref takes a name.");
    }
    return name.equals(NO_VALUE) ? null : named("Ref", name, argument.line());
  }

  private YamlValue named(String function, String name, int line) {
    Optional<YamlValue> value = scope.ref(name, line, this);
    if (value.isEmpty()) {
      unknown(line, function, name);
    }
    checkPresent(function, name, line);
    Resource resource = scope.resource(name);
    if (value.isPresent() && resource != null && !ResourceTypes.isKnown(resource.type())) {
      guessed(line, name, resource, String.valueOf(value.get().text()));
    }
    return value.orElse(YamlValue.text(line, ""));
  }

  /** CloudFormation refuses references to resources that their condition leaves out. */
  private void checkPresent(String function, String id, int line) {
    Optional<String> condition =
        Optional.ofNullable(scope.resource(id)).flatMap(Resource::condition);
    if (condition.isPresent() && !conditions.isTrue(condition.get(), line)) {
      problems.error(
          line,
          "%s names %s, but its condition %s is false. Put it into an Fn::If of that condition."
              .formatted(function, id, condition.get()));
    }
  }

  private YamlValue getAtt(YamlValue argument) {
    List<String> parts =
        argument.isText()
            ? List.of(argument.string().split("\\.", 2))
            : argument.elements().stream().map(this::text).toList();
    String attribute = String.join(".", parts.subList(Math.min(1, parts.size()), parts.size()));
    String id = parts.isEmpty() ? "" : parts.get(0);
    return YamlValue.text(argument.line(), attribute(id, attribute, argument.line()));
  }

  private String attribute(String id, String attribute, int line) {
    if (!scope.isResource(id)) {
      unknown(line, "Fn::GetAtt", id);
      return "";
    }
    checkPresent("Fn::GetAtt", id, line);
    Optional<String> value = scope.attribute(id, attribute, this);
    if (value.isEmpty()) {
      problems.error(
          line,
          "Fn::GetAtt asks for %s.%s, which is not known here. Write the value itself in its place."
              .formatted(id, attribute));
    } else if (scope.isGuessed(id, attribute)) {
      guessed(
          line,
          "%s.%s".formatted(id, attribute),
          Objects.requireNonNull(scope.resource(id)),
          value.get());
    }
    return value.orElse("");
  }

  /** What a resource yields that is not known here is made up, which a reader has to know. */
  private void guessed(int line, String what, Resource resource, String value) {
    problems.warning(
        line,
        "%s (%s) is \"%s\" here: what it is on AWS is not known. Give variables that need it with --env-vars FILE."
            .formatted(what, resource.type(), value));
  }

  private String base64(YamlValue argument) {
    byte[] bytes = text(argument).getBytes(StandardCharsets.UTF_8);
    return isShort(argument, 2L * bytes.length) ? Base64.getEncoder().encodeToString(bytes) : "";
  }

  private String sub(YamlValue argument) {
    List<YamlValue> parts = argument.elements();
    boolean hasOwn = argument.isList() && parts.size() == 2 && parts.get(1).isMap();
    if (!argument.isText() && !(hasOwn && parts.get(0).isText())) {
      problems.error(
          argument.line(), "Fn::Sub takes a text, or a list of a text and a map of variables.");
      return "";
    }
    YamlValue template = parts.get(0);
    Map<String, String> own = new HashMap<>();
    if (hasOwn) {
      parts.get(1).entries().forEach((name, value) -> own.put(name, text(value)));
    }
    String result =
        SubVariables.replaced(
            template.string(),
            (name, isKept) -> {
              String replacement =
                  isKept ? "${" + name + "}" : variable(name, own, template.line());
              return isShort(argument, replacement.length()) ? replacement : "";
            });
    return isShort(argument, 0) ? result : "";
  }

  /** Counts characters that are to be made, and returns whether they are still few enough. */
  private boolean isShort(YamlValue argument, long more) {
    characters += more;
    if (characters > MAX_CHARACTERS) {
      problems.error(
          argument.line(),
          "The intrinsics make more than %d characters up to here. Do not multiply texts."
              .formatted(MAX_CHARACTERS));
    }
    return characters <= MAX_CHARACTERS;
  }

  private String variable(String name, Map<String, String> own, int line) {
    if (own.containsKey(name)) {
      return own.get(name);
    }
    int dot = name.indexOf('.');
    if (dot > 0 && !name.endsWith(".Stage")) {
      return attribute(name.substring(0, dot), name.substring(dot + 1), line);
    }
    YamlValue value = named("Fn::Sub", name, line);
    return value.isText() ? value.string() : String.join(",", value.texts());
  }

  private String join(YamlValue argument) {
    List<YamlValue> parts = argument.elements();
    YamlValue list = parts.size() == 2 ? resolve(parts.get(1)) : null;
    if (list == null || !list.isList()) {
      return String.valueOf(wrong(argument, "Fn::Join takes a delimiter and a list.").text());
    }
    list.elements().forEach(this::text);
    String delimiter = text(parts.get(0));
    List<String> texts = list.texts();
    long length = texts.stream().mapToLong(text -> text.length() + delimiter.length()).sum();
    return isShort(argument, length) ? String.join(delimiter, texts) : "";
  }

  private YamlValue select(YamlValue argument) {
    List<YamlValue> parts = argument.elements();
    YamlValue list = parts.size() == 2 ? resolve(parts.get(1)) : null;
    String index = parts.size() == 2 ? text(parts.get(0)) : "";
    if (list == null
        || !index.matches("\\d{1,6}")
        || Integer.parseInt(index) >= list.elements().size()) {
      return wrong(argument, "Fn::Select takes an index and a list that has it.");
    }
    return list.elements().get(Integer.parseInt(index));
  }

  private YamlValue split(YamlValue argument) {
    List<YamlValue> parts = argument.elements();
    if (parts.size() != 2) {
      return wrong(argument, "Fn::Split takes a delimiter and a text.");
    }
    String text = text(parts.get(1));
    if (!isShort(argument, 2L * text.length())) {
      return YamlValue.list(argument.line(), List.of());
    }
    String delimiter = Pattern.quote(text(parts.get(0)));
    return texts(argument.line(), Stream.of(text.split(delimiter, -1)));
  }

  private @Nullable YamlValue chooseIf(YamlValue argument) {
    List<YamlValue> parts = argument.elements();
    if (parts.size() != 3) {
      return wrong(argument, "Fn::If takes a condition's name and two values.");
    }
    return resolve(parts.get(conditions.isTrue(text(parts.get(0)), argument.line()) ? 1 : 2));
  }

  private YamlValue findInMap(YamlValue argument) {
    List<YamlValue> parts = argument.elements();
    Optional<YamlValue> byDefault =
        parts.size() == 4 ? parts.get(3).get("DefaultValue") : Optional.empty();
    if (parts.size() != 3 && byDefault.isEmpty()) {
      return wrong(argument, "Fn::FindInMap takes the names of a map, of a key and of a value.");
    }
    List<String> keys = parts.subList(0, 3).stream().map(this::text).toList();
    Optional<YamlValue> found = scope.mapping(keys).map(value -> value.onLine(argument.line()));
    if (found.isEmpty() && byDefault.isPresent()) {
      YamlValue other = resolve(byDefault.get());
      return other == null ? YamlValue.nothing(argument.line()) : other;
    }
    return found.orElseGet(
        () -> wrong(argument, "Fn::FindInMap finds nothing at " + keys + ". Add it to Mappings."));
  }

  private String imported(YamlValue argument) {
    String name = text(argument);
    Optional<String> value = scope.external().export(name);
    if (value.isEmpty() && !name.isEmpty()) {
      problems.error(
          argument.line(),
          "Fn::ImportValue names \"%s\", which no given template exports. Give the template that exports it too, or its value with --parameter 'export:%s=VALUE'."
              .formatted(name, name));
    }
    return value.orElse("");
  }

  /** Every region has at least three zones. */
  private YamlValue zones(YamlValue argument) {
    String region = argument.isNull() ? "" : text(argument);
    String named = region.isEmpty() ? scope.account().region() : region;
    return texts(argument.line(), Stream.of("a", "b", "c").map(named::concat));
  }

  private static YamlValue texts(int line, Stream<String> texts) {
    return YamlValue.list(line, texts.map(text -> YamlValue.text(line, text)).toList());
  }

  private YamlValue cidr(YamlValue argument) {
    try {
      List<String> parts = argument.elements().stream().map(this::text).toList();
      return texts(argument.line(), CidrBlocks.of(parts).stream());
    } catch (IllegalArgumentException e) {
      return wrong(argument, e.getMessage());
    }
  }

  /** Resolves a function of the transform AWS::LanguageExtensions. */
  private YamlValue extension(String function, YamlValue argument) {
    if (!scope.isExtended()) {
      return wrong(
          argument,
          "%s needs a transform. Add at the top: Transform: %s"
              .formatted(function, ResourceDeclarations.EXTENSIONS));
    }
    YamlValue resolved = resolve(argument);
    YamlValue value = resolved == null ? YamlValue.nothing(argument.line()) : resolved;
    if (function.equals("Fn::Length")) {
      return value.isList()
          ? YamlValue.bare(argument.line(), String.valueOf(value.elements().size()))
          : wrong(argument, "Fn::Length takes a list.");
    }
    if (!value.isList() && !value.isMap()) {
      return wrong(argument, "Fn::ToJsonString takes a list or a map.");
    }
    String json = JsonForm.of(value);
    return YamlValue.text(argument.line(), isShort(argument, json.length()) ? json : "");
  }

  YamlValue wrong(YamlValue argument, String text) {
    problems.error(argument.line(), text);
    return YamlValue.text(argument.line(), "");
  }

  /** Returns the resolved text of a scalar; anything else is an error. */
  public String text(YamlValue value) {
    YamlValue resolved = resolve(value);
    if (resolved == null || !resolved.isText()) {
      problems.error(value.line(), "A text is expected here.");
      return "";
    }
    return resolved.string();
  }

  /** Returns the resolved text of a scalar, or empty for {@code AWS::NoValue}. */
  public Optional<String> optionalText(YamlValue value) {
    YamlValue resolved = resolve(value);
    return resolved == null ? Optional.empty() : Optional.of(text(resolved));
  }

  private void unknown(int line, String function, String name) {
    problems.error(
        line,
        "%s names \"%s\", which is neither a parameter nor a resource of this template.%s"
            .formatted(function, name, scope.hint(name)));
  }
}
