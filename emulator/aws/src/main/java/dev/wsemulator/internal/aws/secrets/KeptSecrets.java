package dev.wsemulator.internal.aws.secrets;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.json.JsonText;
import dev.wsemulator.internal.state.StateChange;
import dev.wsemulator.internal.state.StateLog;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps secrets in a log, if there is a folder for it. Guarded by its owner. */
final class KeptSecrets implements AutoCloseable {
  /** The log's name in the folder. */
  static final String FILE = "secrets.log";

  private static final String ROOT = "/secrets/";

  private final @Nullable StateLog log;

  /** The values in the template, by name. */
  private final Map<String, String> templates = new HashMap<>();

  KeptSecrets(Optional<Path> folder) {
    log = folder.map(path -> StateLog.open(path.resolve(FILE))).orElse(null);
  }

  /** Returns all secrets by name. */
  Map<String, StoredSecret> read() {
    Map<String, StoredSecret> all = new LinkedHashMap<>();
    if (log != null) {
      log.read(
          (path, value) -> {
            String name = URLDecoder.decode(path.substring(ROOT.length()), StandardCharsets.UTF_8);
            value
                .child("template")
                .flatMap(Json::string)
                .ifPresent(template -> templates.put(name, template));
            value.child("secret").ifPresent(one -> all.put(name, StoredSecret.kept(name, one)));
          });
    }
    return all;
  }

  /** Returns whether the template says what it said when the secret was kept. */
  boolean isSame(String name, String template) {
    return template.equals(templates.get(name));
  }

  /** Takes note of the value in the template. */
  void template(String name, String value) {
    templates.put(name, value);
  }

  /** Keeps a secret, or that it is gone. */
  void keep(String name, @Nullable StoredSecret secret) {
    if (log == null) {
      return;
    }
    Map<String, Object> kept = new LinkedHashMap<>();
    String template = templates.get(name);
    if (template != null) {
      kept.put("template", template);
    }
    if (secret != null) {
      kept.put("secret", secret.kept());
    }
    String path = ROOT + URLEncoder.encode(name, StandardCharsets.UTF_8);
    String json = kept.isEmpty() ? null : JsonText.of(kept);
    log.force(log.append(List.of(new StateChange(path, json))));
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
  }
}
