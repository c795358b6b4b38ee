package dev.wsemulator.internal.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files and options of a template.
 *
 * @param files the templates; at least one
 * @param parameters the parameters that are given
 * @param code where functions' code is, by logical id or name
 * @param endpoints where functions are served elsewhere, by logical id or name
 * @param skipped functions that need not run, by logical id or name
 * @param skipsUnrunnable whether no function need run that cannot
 * @param environment a file with values of environment variables, or {@code null}
 */
public record TemplateSource(
    List<Path> files,
    Map<String, String> parameters,
    Map<String, Path> code,
    Map<String, URI> endpoints,
    Set<String> skipped,
    boolean skipsUnrunnable,
    @Nullable Path environment) {

  /** Names templates without a file of environment variables. */
  public TemplateSource(
      List<Path> files,
      Map<String, String> parameters,
      Map<String, Path> code,
      Map<String, URI> endpoints,
      Set<String> skipped,
      boolean skipsUnrunnable) {
    this(files, parameters, code, endpoints, skipped, skipsUnrunnable, null);
  }

  /** Names one template, all of whose functions have to run. */
  public TemplateSource(Path file, Map<String, String> parameters, Map<String, Path> code) {
    this(List.of(file), parameters, code, Map.of(), Set.of(), false);
  }
}
