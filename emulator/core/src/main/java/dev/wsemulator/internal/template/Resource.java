package dev.wsemulator.internal.template;

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
record Resource(
    String id,
    String type,
    Value properties,
    Value metadata,
    Origin origin,
    Optional<String> condition,
    Home home) {

  /** What SAM makes of a property of a route stands under another name in the template. */
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
  record Origin(int line, String place, boolean isOfSam) {}

  /**
   * Where a resource is deployed.
   *
   * @param stackName the name of its stack
   * @param folder the folder of its template
   * @param ref what {@code Ref} yields for it
   */
  record Home(String stackName, Path folder, String ref) {
    static final Home NONE = new Home("", Path.of(""), "");
  }

  Resource(String id, String type, Value properties, int line) {
    this(
        id,
        type,
        properties,
        Value.nothing(line),
        new Origin(line, "Resources." + id + ".Properties", false),
        Optional.empty(),
        Home.NONE);
  }

  int line() {
    return origin.line();
  }

  /** Returns what {@code Ref} yields. */
  String ref() {
    return home.ref();
  }

  /** Returns how messages name a property of this resource. */
  String path(String property) {
    String name = origin.isOfSam() ? SAM_NAMES.getOrDefault(property, property) : property;
    return origin.place() + "." + name;
  }

  /** Returns this resource without intrinsics, where it is deployed. */
  Resource deployed(Value resolved, Home place) {
    return new Resource(id, type, resolved, metadata, origin, condition, place);
  }

  /** Returns this resource, dependent on a condition. */
  Resource on(Optional<String> name) {
    return new Resource(id, type, properties, metadata, origin, name, home);
  }

  /** Returns this resource with metadata. */
  Resource with(Value data) {
    return new Resource(id, type, properties, data, origin, condition, home);
  }

  /** Returns this function with other environment variables. */
  Resource withVariables(Map<String, Value> variables) {
    Value all = properties.get("Environment").orElse(Value.nothing(line()));
    Map<String, Value> environment = new LinkedHashMap<>(all.entries());
    environment.put("Variables", Value.map(all.line(), variables));
    Map<String, Value> changed = new LinkedHashMap<>(properties.entries());
    changed.put("Environment", Value.map(all.line(), environment));
    Value whole = Value.map(properties.line(), changed);
    return new Resource(id, type, whole, metadata, origin, condition, home);
  }

  boolean isFunction() {
    return type.equals("AWS::Serverless::Function") || type.equals("AWS::Lambda::Function");
  }

  boolean isNestedStack() {
    return type.equals("AWS::CloudFormation::Stack") || type.equals("AWS::Serverless::Application");
  }
}
