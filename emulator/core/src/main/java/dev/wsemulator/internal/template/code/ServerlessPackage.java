package dev.wsemulator.internal.template.code;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.template.document.Inputs;
import dev.wsemulator.internal.template.document.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places of functions' code in the output of Serverless Framework: {@code serverless package}
 * leaves a template in {@code .serverless}, whose code has keys in S3, and beside it a state file
 * that names the artifacts. Not thread-safe.
 */
final class ServerlessPackage {
  private static final String STATE = "serverless-state.json";

  private final Map<Path, Json> states = new HashMap<>();
  private final Inputs inputs;

  /**
   * Creates a search.
   *
   * @param inputs takes note of where is looked
   */
  ServerlessPackage(Inputs inputs) {
    this.inputs = inputs;
  }

  /**
   * Returns the artifact of a function or a layer.
   *
   * @param key its key in S3, which ends with the artifact's name
   */
  Optional<Path> artifact(Resource resource, String key) {
    Path folder = resource.home().folder();
    Optional<Json> state = state(folder);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    String name = key.substring(key.lastIndexOf('/') + 1);
    Path service = folder.getParent() == null ? folder : folder.getParent();
    List<Path> places = new ArrayList<>();
    for (String artifact : artifacts(state.get(), resource)) {
      resolved(service, artifact).filter(place -> place.endsWith(name)).ifPresent(places::add);
      resolved(folder, name).ifPresent(places::add);
    }
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .or(() -> places.stream().findFirst()); // it is said that it is not built
  }

  private Optional<Json> state(Path folder) {
    Path file = folder.resolve(STATE);
    Json known = states.get(file);
    if (known != null || !Files.isRegularFile(file)) {
      return Optional.ofNullable(known);
    }
    inputs.template(file);
    try {
      Optional<Json> read = Json.parse(Files.readAllBytes(file));
      read.ifPresent(state -> states.put(file, state));
      return read;
    } catch (IOException e) {
      return Optional.empty(); // then its code is not found, which is reported
    }
  }

  /** Returns the artifacts that may be a function's: its own first, then the service's. */
  private static List<String> artifacts(Json state, Resource resource) {
    List<String> artifacts = new ArrayList<>();
    Optional<Json> service = state.child("service");
    for (String kind : List.of("functions", "layers")) {
      service
          .flatMap(one -> one.child(kind))
          .map(Json::members)
          .ifPresent(
              members ->
                  members.forEach(
                      (name, member) -> {
                        if (resource.id().startsWith(logicalId(name))) {
                          artifact(member).ifPresent(artifacts::add);
                        }
                      }));
    }
    service.flatMap(ServerlessPackage::artifact).ifPresent(artifacts::add);
    service
        .flatMap(one -> one.child("initialServerlessConfig"))
        .flatMap(ServerlessPackage::artifact)
        .ifPresent(artifacts::add);
    artifact(state).ifPresent(artifacts::add);
    return artifacts;
  }

  private static Optional<String> artifact(Json owner) {
    return owner
        .child("package")
        .flatMap(one -> one.child("artifact"))
        .flatMap(Json::string)
        .filter(text -> !text.isBlank());
  }

  /** Returns how the framework begins the logical id of a function or a layer. */
  private static String logicalId(String name) {
    String plain = name.replace("-", "Dash").replace("_", "Underscore");
    return plain.isEmpty() ? plain : Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
  }

  private static Optional<Path> resolved(Path folder, String text) {
    try {
      return Optional.of(folder.resolve(text).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
