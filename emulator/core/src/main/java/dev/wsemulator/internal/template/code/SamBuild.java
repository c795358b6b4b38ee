package dev.wsemulator.internal.template.code;

import dev.wsemulator.internal.template.document.Inputs;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlFile;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.stack.TemplateException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The output of {@code sam build} beside templates, in {@code .aws-sam/build}: a folder per
 * function, and a template that maps functions to folders, because functions of one source can
 * share one. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-build.html">sam
 *     build</a>
 */
final class SamBuild {
  private static final String FOLDER = ".aws-sam/build";

  private final Map<Path, YamlValue> templates = new HashMap<>();
  private final Inputs inputs;

  /**
   * Creates a search.
   *
   * @param inputs takes note of where is looked
   */
  SamBuild(Inputs inputs) {
    this.inputs = inputs;
  }

  /**
   * Returns the folder of a function or a layer; empty if there is none.
   *
   * @param property the property with the place of its code
   */
  Optional<Path> of(Resource resource, String property) {
    Path folder = resource.home().folder().resolve(FOLDER).toAbsolutePath().normalize();
    Path own = folder.resolve(resource.id());
    inputs.code(own);
    Optional<Path> told =
        template(folder)
            .at("Resources", resource.id(), "Properties", property)
            .filter(YamlValue::isText)
            .flatMap(uri -> resolved(folder, uri.string()))
            .filter(Files::isDirectory);
    return told.or(() -> Optional.of(own).filter(Files::isDirectory));
  }

  private static Optional<Path> resolved(Path folder, String uri) {
    try {
      return Optional.of(folder.resolve(uri).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private YamlValue template(Path folder) {
    return templates.computeIfAbsent(folder, any -> read(folder.resolve("template.yaml")));
  }

  private YamlValue read(Path file) {
    inputs.template(file);
    if (!Files.isRegularFile(file)) {
      return YamlValue.nothing(1);
    }
    try {
      return YamlFile.read(file, new Problems(file, inputs));
    } catch (TemplateException e) {
      // Problems of a copy are reported for the template itself.
      return YamlValue.nothing(1);
    }
  }
}
