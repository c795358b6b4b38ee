package dev.wsemulator.internal.template.intrinsic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The types of resources whose {@code Ref} and {@code Fn::GetAtt} are known, from {@code
 * resource-types.txt}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html">Resource
 *     types</a>
 */
final class ResourceTypes {
  private static final String FILE = "resource-types.txt";
  private static final Map<String, Shape> SHAPES = read();

  private ResourceTypes() {}

  /**
   * The format of a type's names.
   *
   * @param nameProperty the property that names a resource, or {@code null}
   * @param ref the form of what {@code Ref} yields
   * @param attributes the forms of what {@code Fn::GetAtt} yields, by the attribute's name
   * @param reads the properties that have an effect; none if that is not checked
   */
  record Shape(
      @Nullable String nameProperty,
      String ref,
      Map<String, String> attributes,
      Set<String> reads) {
    static final Shape NAME_ONLY = new Shape(null, "{name}", Map.of(), Set.of());

    Shape {
      attributes = Map.copyOf(attributes);
    }

    static Shape parse(String[] words) {
      String nameProperty = null;
      String ref = "{name}";
      Map<String, String> attributes = new HashMap<>();
      Set<String> reads = new TreeSet<>();
      for (int i = 1; i < words.length; i++) {
        String[] pair = words[i].split("=", 2);
        switch (pair[0]) {
          case "name" -> nameProperty = pair[1];
          case "ref" -> ref = pair[1];
          case "reads" -> reads.addAll(List.of(pair[1].split(",")));
          default -> attributes.put(pair[0], pair[1]);
        }
      }
      if (!reads.isEmpty() && nameProperty != null) {
        reads.add(nameProperty);
      }
      return new Shape(nameProperty, ref, attributes, reads);
    }
  }

  private static Map<String, Shape> read() {
    Map<String, Shape> shapes = new HashMap<>();
    try (InputStream in = ResourceTypes.class.getResourceAsStream(FILE)) {
      byte[] bytes = Objects.requireNonNull(in, FILE).readAllBytes();
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(words -> shapes.put(words[0], Shape.parse(words)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(shapes);
  }

  /** Returns all types. */
  static Map<String, Shape> all() {
    return SHAPES;
  }

  /** Returns whether a type is known. */
  static boolean isKnown(String type) {
    return SHAPES.containsKey(type);
  }

  /** Returns what is known of a type; that it has a name, if it is not known. */
  static Shape of(String type) {
    return SHAPES.getOrDefault(type, Shape.NAME_ONLY);
  }
}
