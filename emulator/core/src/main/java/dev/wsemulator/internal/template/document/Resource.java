package dev.wsemulator.internal.template.document;

import dev.wsemulator.internal.account.ResourceKind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A resource of a template.
 *
 * @param id its logical id
 * @param type for example {@code AWS::S3::Bucket}
 * @param properties its properties; with intrinsics or without, as the place says
 * @param metadata its metadata
 * @param origin where it stands
 * @param condition the name of the condition that it depends on
 * @param home the stack that it is part of
 */
public record Resource(
    String id,
    String type,
    YamlValue properties,
    YamlValue metadata,
    Origin origin,
    Optional<String> condition,
    Home home) {

  /** SAM turns a route's property into one with another name. */
  private static final Map<String, String> SAM_NAMES =
      Map.of(
          "IntegrationUri", "FunctionArn",
          "TimeoutInMillis", "IntegrationTimeout",
          "AuthorizerUri", "AuthArn");

  /**
   * Where a resource stands.
   *
   * @param line the line of its name
   * @param place how messages name its properties, without the property
   * @param isOfSam whether SAM makes it of another resource
   */
  public record Origin(int line, String place, boolean isOfSam) {}

  /**
   * The region and account of a resource.
   *
   * @param stackName the name of its stack
   * @param folder the folder of its template
   * @param ref what {@code Ref} yields for it
   */
  public record Home(String stackName, Path folder, String ref) {
    public static final Home NONE = new Home("", Path.of(""), "");
  }

  public Resource(String id, String type, YamlValue properties, int line) {
    this(
        id,
        type,
        properties,
        YamlValue.nothing(line),
        new Origin(line, "Resources." + id + ".Properties", false),
        Optional.empty(),
        Home.NONE);
  }

  public int line() {
    return origin.line();
  }

  /** Returns what {@code Ref} yields. */
  public String ref() {
    return home.ref();
  }

  /** Returns how messages name a property of this resource. */
  public String path(String property) {
    String name = origin.isOfSam() ? SAM_NAMES.getOrDefault(property, property) : property;
    return origin.place() + "." + name;
  }

  /** Returns this resource without intrinsics, where it is deployed. */
  public Resource deployed(YamlValue resolved, Home place) {
    return new Resource(id, type, resolved, metadata, origin, condition, place);
  }

  /** Returns this resource, dependent on a condition. */
  public Resource on(Optional<String> name) {
    return new Resource(id, type, properties, metadata, origin, name, home);
  }

  /** Returns this resource with metadata. */
  public Resource with(YamlValue data) {
    return new Resource(id, type, properties, data, origin, condition, home);
  }

  /** Returns this function with other environment variables. */
  public Resource withVariables(Map<String, YamlValue> variables) {
    YamlValue all = properties.get("Environment").orElse(YamlValue.nothing(line()));
    Map<String, YamlValue> environment = new LinkedHashMap<>(all.entries());
    environment.put("Variables", YamlValue.map(all.line(), variables));
    Map<String, YamlValue> changed = new LinkedHashMap<>(properties.entries());
    changed.put("Environment", YamlValue.map(all.line(), environment));
    YamlValue whole = YamlValue.map(properties.line(), changed);
    return new Resource(id, type, whole, metadata, origin, condition, home);
  }

  public ResourceKind kind() {
    return ResourceKind.of(type);
  }

  public boolean is(ResourceKind kind) {
    return kind() == kind;
  }

  public boolean isFunction() {
    return kind().isFunction();
  }

  public boolean isNestedStack() {
    return kind().isNestedStack();
  }
}
