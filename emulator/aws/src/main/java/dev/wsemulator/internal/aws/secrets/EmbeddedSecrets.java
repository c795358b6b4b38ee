package dev.wsemulator.internal.aws.secrets;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.aws.service.EmbeddedService;
import dev.wsemulator.internal.aws.service.JsonCall;
import dev.wsemulator.internal.aws.service.JsonService;
import dev.wsemulator.internal.aws.service.ServiceError;
import dev.wsemulator.stack.Secret;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Secrets Manager in this process, in memory.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html">Actions</a>
 */
final class EmbeddedSecrets implements EmbeddedService {
  private static final String TEXT = "SecretString";
  private static final String BINARY = "SecretBinary";
  private static final String ID = "SecretId";
  private static final int RECOVERY_DAYS = 30;

  private final Map<String, StoredSecret> secrets = new LinkedHashMap<>(); // guarded by this
  private final Stack stack;
  private final TimeSource clock;
  private final KeptSecrets kept;

  private final JsonService handler =
      new JsonService("Secrets Manager")
          .on("GetSecretValue", this::get)
          .on("BatchGetSecretValue", this::getAll)
          .on("DescribeSecret", call -> find(call).described("VersionIdsToStages"))
          .on("ListSecrets", this::list)
          .on("CreateSecret", this::create)
          .on("PutSecretValue", this::put)
          .on("UpdateSecret", this::change)
          .on("DeleteSecret", this::delete)
          .on("RestoreSecret", this::restore)
          .on("GetRandomPassword", EmbeddedSecrets::password);

  EmbeddedSecrets(Stack stack, TimeSource clock, Optional<Path> state) {
    this.stack = stack;
    this.clock = clock;
    this.kept = new KeptSecrets(state);
    secrets.putAll(kept.read());
    stack.secrets().stream()
        .filter(one -> !kept.isSame(one.name(), one.value()))
        .forEach(this::store);
    handler.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStopped(LifeCycle stopped) {
            kept.close();
          }
        });
  }

  private void keep(StoredSecret secret) {
    kept.keep(secret.name(), secrets.get(secret.name()));
  }

  @Override
  public Handler handler() {
    return handler;
  }

  @Override
  public synchronized List<String> update(Stack before, Stack now) {
    now.secrets().stream().filter(one -> !before.secrets().contains(one)).forEach(this::store);
    before.secrets().stream()
        .map(Secret::name)
        .filter(name -> now.secrets().stream().noneMatch(one -> one.name().equals(name)))
        .forEach(
            name -> {
              secrets.remove(name);
              kept.keep(name, null);
            });
    return List.of();
  }

  private synchronized void store(Secret secret) {
    StoredSecret stored =
        secrets.computeIfAbsent(
            secret.name(), name -> new StoredSecret(name, secret.arn(), clock.now()));
    stored.add(null, new StoredSecret.Content(TEXT, secret.value()), clock.now());
    kept.template(secret.name(), secret.value());
    keep(stored);
  }

  private synchronized StoredSecret find(JsonCall call) {
    return find(call.required(ID));
  }

  private StoredSecret find(String id) {
    return secrets.values().stream()
        .filter(one -> one.has(id))
        .findFirst()
        .orElseThrow(EmbeddedSecrets::notFound);
  }

  private static ServiceError notFound() {
    return ServiceError.of(
        "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  private StoredSecret usable(String id) {
    StoredSecret secret = find(id);
    if (secret.isDeleted()) {
      throw ServiceError.of(
          "InvalidRequestException",
          "You can't perform this operation on the secret because it was marked for deletion.");
    }
    return secret;
  }

  private synchronized Map<String, ?> get(JsonCall call) {
    return shown(usable(call.required(ID)), call.text("VersionId"), call.text("VersionStage"));
  }

  private static Map<String, Object> shown(
      StoredSecret secret, Optional<String> id, Optional<String> stage) {
    return secret
        .version(id.orElse(null), stage.orElse(null))
        .map(secret::shown)
        .orElseThrow(
            () ->
                ServiceError.of(
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret value for %s",
                    id.map(one -> "VersionId: " + one)
                        .orElseGet(() -> "staging label: " + stage.orElse("AWSCURRENT"))));
  }

  private synchronized Map<String, ?> getAll(JsonCall call) {
    List<Map<String, Object>> values = new ArrayList<>();
    List<Map<String, Object>> errors = new ArrayList<>();
    for (String id : call.texts("SecretIdList")) {
      try {
        values.add(shown(usable(id), Optional.empty(), Optional.empty()));
      } catch (ServiceError e) {
        errors.add(
            Map.of(ID, id, "ErrorCode", e.code(), "Message", String.valueOf(e.getMessage())));
      }
    }
    return Map.of("SecretValues", values, "Errors", errors);
  }

  private synchronized Map<String, ?> list(JsonCall call) {
    return Map.of(
        "SecretList",
        secrets.values().stream()
            .filter(one -> !one.isDeleted() || call.isTrue("IncludePlannedDeletion"))
            .map(one -> one.described("SecretVersionsToStages"))
            .toList());
  }

  private synchronized Map<String, ?> create(JsonCall call) {
    String name = call.required("Name");
    if (secrets.containsKey(name)) {
      throw ServiceError.of(
          "ResourceExistsException",
          "The operation failed because the secret %s already exists.",
          name);
    }
    String end = UUID.randomUUID().toString().substring(0, 6);
    String arn =
        Arn.of(
            "secretsmanager",
            stack.region(),
            stack.accountId(),
            "secret:%s-%s".formatted(name, end));
    StoredSecret secret = new StoredSecret(name, arn, clock.now());
    call.text("Description").ifPresent(secret::describe);
    secrets.put(name, secret);
    Map<String, Object> answer = secret.identity();
    content(call).ifPresent(value -> answer.put("VersionId", add(secret, call, value).id()));
    keep(secret);
    return answer;
  }

  private static Optional<StoredSecret.Content> content(JsonCall call) {
    return call.text(TEXT)
        .map(text -> new StoredSecret.Content(TEXT, text))
        .or(() -> call.text(BINARY).map(bytes -> new StoredSecret.Content(BINARY, bytes)));
  }

  private StoredSecret.Version add(
      StoredSecret secret, JsonCall call, StoredSecret.Content content) {
    return secret.add(call.text("ClientRequestToken").orElse(null), content, clock.now());
  }

  private synchronized Map<String, ?> put(JsonCall call) {
    StoredSecret secret = usable(call.required(ID));
    StoredSecret.Content content =
        content(call)
            .orElseThrow(
                () ->
                    ServiceError.of(
                        "InvalidRequestException",
                        "You must provide either SecretString or SecretBinary."));
    Map<String, Object> answer = secret.identity();
    answer.put("VersionId", add(secret, call, content).id());
    answer.put("VersionStages", List.of("AWSCURRENT"));
    keep(secret);
    return answer;
  }

  private synchronized Map<String, ?> change(JsonCall call) {
    StoredSecret secret = usable(call.required(ID));
    call.text("Description").ifPresent(secret::describe);
    Map<String, Object> answer = secret.identity();
    content(call).ifPresent(value -> answer.put("VersionId", add(secret, call, value).id()));
    keep(secret);
    return answer;
  }

  private synchronized Map<String, ?> delete(JsonCall call) {
    StoredSecret secret = usable(call.required(ID));
    int days = call.number("RecoveryWindowInDays").orElse(RECOVERY_DAYS);
    Map<String, Object> answer = secret.identity();
    boolean isAtOnce = call.isTrue("ForceDeleteWithoutRecovery");
    secret.delete(clock.now().plus(Duration.ofDays(isAtOnce ? 0 : days)));
    if (isAtOnce) {
      secrets.remove(secret.name());
    }
    keep(secret);
    answer.put(
        "DeletionDate",
        clock.now().plus(Duration.ofDays(isAtOnce ? 0 : days)).toEpochMilli() / 1000.0);
    return answer;
  }

  private synchronized Map<String, ?> restore(JsonCall call) {
    StoredSecret secret = find(call.required(ID));
    secret.delete(null);
    keep(secret);
    return secret.identity();
  }

  private static Map<String, ?> password(JsonCall call) {
    int length = call.number("PasswordLength").orElse(32);
    StringBuilder password = new StringBuilder();
    while (password.length() < length) {
      password.append(UUID.randomUUID().toString().replace("-", ""));
    }
    return Map.of("RandomPassword", password.substring(0, length));
  }
}
