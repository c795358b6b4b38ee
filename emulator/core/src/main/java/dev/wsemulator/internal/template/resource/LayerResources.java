package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.template.code.CodeLocation;
import dev.wsemulator.internal.template.code.PackageLocation;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the jars that layers add to functions' class paths.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html">Layer paths</a>
 */
public final class LayerResources {
  private final Map<String, Resource> layers = new HashMap<>();
  private final CodeLocation code;
  private final Problems problems;

  /**
   * Creates a finder.
   *
   * @param resources all resources, resolved
   */
  public LayerResources(List<Resource> resources, CodeLocation code, Problems problems) {
    this.code = code;
    this.problems = problems;
    resources.stream()
        .filter(resource -> resource.kind().isLayer())
        .forEach(layer -> layers.put(layer.ref(), layer));
  }

  /** Returns the folders or zips of a function's layers. */
  List<Path> folders(Resource function, PackageLocation packages) {
    List<Path> places = new ArrayList<>();
    YamlValue all = function.properties().get("Layers").orElse(YamlValue.nothing(function.line()));
    for (YamlValue layer : all.elements()) {
      Resource known = layers.get(String.valueOf(layer.text()));
      if (known != null) {
        packages.ofLayer(known).ifPresent(places::add);
      } else {
        code.givenLayer(String.valueOf(layer.text()))
            .ifPresentOrElse(places::add, () -> unknown(function, layer));
      }
    }
    return places;
  }

  private void unknown(Resource function, YamlValue layer) {
    problems.warning(
        layer.line(),
        "%s names \"%s\", which is not a layer of this template and adds nothing here. Give its code with --code NAME=PATH, or have its libraries in the function."
            .formatted(function.path("Layers"), layer.text()));
  }

  /** Returns the jars of a function's layers. */
  List<Path> classPath(Resource function) {
    List<Path> path = new ArrayList<>();
    YamlValue all = function.properties().get("Layers").orElse(YamlValue.nothing(function.line()));
    for (YamlValue layer : all.elements()) {
      Resource known = layers.get(String.valueOf(layer.text()));
      if (known != null) {
        path.addAll(code.ofLayer(known));
      } else if (layer.isText() && code.isGiven(layer.string())) {
        path.addAll(code.ofLayer(layer.string(), layer.line()));
      } else {
        unknown(function, layer);
      }
    }
    return path;
  }
}
