package dev.wsemulator.internal.aws.parameters;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.state.StateChange;
import dev.wsemulator.internal.state.StateLog;
import dev.wsemulator.stack.Parameter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps parameters in a log, if there is a folder for it. Guarded by its owner. */
final class KeptParameters implements AutoCloseable {
  /** The log's name in the folder. */
  static final String FILE = "parameters.log";

  private static final String ROOT = "/parameters/";

  private final @Nullable StateLog log;

  /** What the template said, by name. */
  private final Map<String, Parameter> templates = new HashMap<>();

  KeptParameters(Optional<Path> folder) {
    log = folder.map(path -> StateLog.open(path.resolve(FILE))).orElse(null);
  }

  /** Returns the versions of all parameters, by name. */
  Map<String, List<StoredParameter>> read() {
    Map<String, List<StoredParameter>> all = new HashMap<>();
    if (log != null) {
      log.read(
          (path, value) -> {
            String name = URLDecoder.decode(path.substring(ROOT.length()), StandardCharsets.UTF_8);
            value.child("template").ifPresent(one -> templates.put(name, parameter(name, one)));
            List<StoredParameter> versions = new ArrayList<>();
            for (Json one : value.child("versions").map(Json::elements).orElse(List.of())) {
              Instant changed = Instant.ofEpochMilli(number(one, "changed"));
              versions.add(
                  new StoredParameter(parameter(name, one), number(one, "version"), changed));
            }
            all.put(name, versions);
          });
    }
    return all;
  }

  private static Parameter parameter(String name, Json kept) {
    return new Parameter(name, text(kept, "type"), text(kept, "value"));
  }

  private static String text(Json kept, String name) {
    return kept.child(name).flatMap(Json::string).orElse("");
  }

  private static long number(Json kept, String name) {
    return kept.child(name).flatMap(Json::number).map(Number::longValue).orElse(0L);
  }

  /** Returns whether the template says what it said when the parameter was kept. */
  boolean isSame(Parameter template) {
    return template.equals(templates.get(template.name()));
  }

  /** Takes note of what the template says. */
  void template(Parameter parameter) {
    templates.put(parameter.name(), parameter);
  }

  /** Keeps the versions of a parameter; it is gone if there are none. */
  void keep(String name, @Nullable List<StoredParameter> versions) {
    if (log == null) {
      return;
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    Parameter template = templates.get(name);
    if (template != null) {
      kept.put("template", Map.of("type", template.type(), "value", template.value()));
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (StoredParameter one : versions == null ? List.<StoredParameter>of() : versions) {
      all.add(
          Map.of(
              "type", one.parameter().type(),
              "value", one.parameter().value(),
              "version", one.version(),
              "changed", one.changed().toEpochMilli()));
    }
    kept.put("versions", all);
    String path = ROOT + URLEncoder.encode(name, StandardCharsets.UTF_8);
    boolean isGone = versions == null && template == null;
    log.force(log.append(List.of(new StateChange(path, isGone ? null : JsonText.of(kept)))));
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
  }
}
