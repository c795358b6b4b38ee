package dev.wsemulator.internal.template;

/**
 * A resource of a template.
 *
 * @param id its logical id
 * @param type for example {@code AWS::S3::Bucket}
 * @param properties its properties; with intrinsics or without, as the place says
 * @param line its line
 */
record Resource(String id, String type, Value properties, int line) {

  /** Returns how messages name a property of this resource. */
  String path(String property) {
    return "Resources." + id + ".Properties." + property;
  }

  Resource with(Value resolved) {
    return new Resource(id, type, resolved, line);
  }
}
