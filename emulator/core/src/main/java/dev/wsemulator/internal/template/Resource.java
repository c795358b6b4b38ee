package dev.wsemulator.internal.template;

import java.util.Optional;

/**
 * A resource of a template.
 *
 * @param id its logical id
 * @param type for example {@code AWS::S3::Bucket}
 * @param properties its properties; with intrinsics or without, as the place says
 * @param line its line
 * @param condition the name of the condition that it depends on
 */
record Resource(String id, String type, Value properties, int line, Optional<String> condition) {

  Resource(String id, String type, Value properties, int line) {
    this(id, type, properties, line, Optional.empty());
  }

  /** Returns how messages name a property of this resource. */
  String path(String property) {
    return "Resources." + id + ".Properties." + property;
  }

  Resource with(Value resolved) {
    return new Resource(id, type, resolved, line, condition);
  }

  boolean isFunction() {
    return type.equals("AWS::Serverless::Function") || type.equals("AWS::Lambda::Function");
  }
}
