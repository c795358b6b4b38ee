package dev.wsemulator.internal.template.document;

import dev.wsemulator.stack.TemplateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The region that a tool deploys a template to, in the files that it keeps beside the template: the
 * configuration of SAM, the state of Serverless Framework, the manifest of CDK. Stateless.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html">SAM
 *     CLI configuration file</a>
 * @see <a href="https://docs.aws.amazon.com/cdk/v2/guide/environments.html">Environments of CDK</a>
 */
public final class ToolRegion {
  private static final Logger LOG = LoggerFactory.getLogger(ToolRegion.class);

  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
  private static final Pattern TABLE = Pattern.compile("\\s*\\[([^\\[\\]]+)]\\s*(#.*)?");
  private static final Pattern SETTING =
      Pattern.compile("\\s*region\\s*=\\s*[\"']([^\"']*)[\"']\\s*(#.*)?");
  private static final Pattern ENVIRONMENT = Pattern.compile("aws://[^/]+/(.+)");

  /** The parts of SAM's configuration with the region, in the order of their weight. */
  private static final List<String> COMMANDS = List.of("deploy", "global");

  private ToolRegion() {}

  /** Returns the region of a template; empty if no tool has left it. */
  public static Optional<String> of(Path template) {
    Path folder = template.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return Optional.empty();
    }
    return ofSam(folder)
        .or(() -> ofServerless(folder))
        .or(() -> ofCdk(folder, String.valueOf(template.getFileName())))
        .filter(region -> REGION.matcher(region).matches());
  }

  private static Optional<String> ofSam(Path folder) {
    Path home =
        folder.endsWith(Path.of(".aws-sam", "build"))
            ? folder.resolve("../..").normalize()
            : folder;
    return toml(home.resolve("samconfig.toml"))
        .or(
            () ->
                Stream.of("samconfig.yaml", "samconfig.yml")
                    .flatMap(name -> yaml(home.resolve(name)).stream())
                    .flatMap(
                        all ->
                            COMMANDS.stream()
                                .flatMap(
                                    command ->
                                        text(all, "default", command, "parameters", "region")
                                            .stream()))
                    .findFirst());
  }

  /** Reads no more of TOML than the tables and settings that SAM writes. */
  private static Optional<String> toml(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Map<String, String> regions = new HashMap<>();
    String table = "";
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        Matcher begin = TABLE.matcher(line);
        Matcher setting = SETTING.matcher(line);
        if (begin.matches()) {
          table = begin.group(1).replaceAll("[\\s\"']", "");
        } else if (setting.matches()) {
          regions.putIfAbsent(table, setting.group(1));
        }
      }
    } catch (IOException e) {
      LOG.debug("The region in {} is not known.", file, e);
    }
    return COMMANDS.stream()
        .map(command -> regions.get("default." + command + ".parameters"))
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  private static Optional<String> ofServerless(Path folder) {
    return yaml(folder.resolve("serverless-state.json"))
        .flatMap(state -> text(state, "service", "provider", "region"));
  }

  private static Optional<String> ofCdk(Path folder, String template) {
    return yaml(folder.resolve("manifest.json")).flatMap(all -> all.get("artifacts")).stream()
        .flatMap(artifacts -> artifacts.entries().values().stream())
        .filter(
            artifact ->
                text(artifact, "properties", "templateFile").filter(template::equals).isPresent())
        .flatMap(artifact -> text(artifact, "environment").stream())
        .map(ENVIRONMENT::matcher)
        .filter(Matcher::matches)
        .map(environment -> environment.group(1))
        .findFirst();
  }

  /** Returns a file in YAML or JSON; empty if it is not there, or of no use. */
  private static Optional<YamlValue> yaml(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(YamlFile.read(file, new Problems(file, new Inputs())));
    } catch (TemplateException e) {
      LOG.debug("The region in {} is not known.", file, e);
      return Optional.empty();
    }
  }

  private static Optional<String> text(YamlValue value, String... path) {
    return value.at(path).filter(YamlValue::isText).map(YamlValue::string);
  }
}
