package dev.wsemulator.internal.template;

import java.util.Map;
import java.util.Optional;

/**
 * A resource of a template.
 *
 * @param id its logical id
 * @param type for example {@code AWS::S3::Bucket}
 * @param properties its properties; with intrinsics or without, as the place says
 * @param origin where it stands
 * @param condition the name of the condition that it depends on
 */
record Resource(
    String id, String type, Value properties, Origin origin, Optional<String> condition) {

  /** What SAM makes of a property of a route stands under another name in the template. */
  private static final Map<String, String> SAM_NAMES =
      Map.of("IntegrationUri", "FunctionArn", "TimeoutInMillis", "IntegrationTimeout");

  /**
   * Where a resource stands.
   *
   * @param line the line of its name
   * @param place how messages name its properties, without the property
   * @param isOfSam whether SAM makes it of another resource
   */
  record Origin(int line, String place, boolean isOfSam) {}

  Resource(String id, String type, Value properties, int line) {
    this(
        id,
        type,
        properties,
        new Origin(line, "Resources." + id + ".Properties", false),
        Optional.empty());
  }

  int line() {
    return origin.line();
  }

  /** Returns how messages name a property of this resource. */
  String path(String property) {
    String name = origin.isOfSam() ? SAM_NAMES.getOrDefault(property, property) : property;
    return origin.place() + "." + name;
  }

  /** Returns this resource with other properties. */
  Resource with(Value other) {
    return new Resource(id, type, other, origin, condition);
  }

  /** Returns this resource, dependent on a condition. */
  Resource on(Optional<String> name) {
    return new Resource(id, type, properties, origin, name);
  }

  boolean isFunction() {
    return type.equals("AWS::Serverless::Function") || type.equals("AWS::Lambda::Function");
  }
}
