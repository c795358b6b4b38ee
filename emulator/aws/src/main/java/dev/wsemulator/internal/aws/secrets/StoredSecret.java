package dev.wsemulator.internal.aws.secrets;

import dev.wsemulator.internal.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A secret with its versions, the oldest first. Guarded by what stores it. */
final class StoredSecret {
  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";

  private final String name;
  private final String arn;
  private final Instant created;
  private final List<Version> versions = new ArrayList<>();
  private @Nullable String description;
  private @Nullable Instant deleted;

  StoredSecret(String name, String arn, Instant created) {
    this.name = name;
    this.arn = arn;
    this.created = created;
  }

  /**
   * What a version holds.
   *
   * @param member {@code SecretString}, or {@code SecretBinary}, whose text is Base64
   * @param text the text
   */
  record Content(String member, String text) {}

  /**
   * A version.
   *
   * @param id its id
   * @param content what it holds
   * @param created when it was written
   */
  record Version(String id, Content content, Instant created) {}

  /** Returns what is kept of it. */
  Map<String, Object> kept() {
    Map<String, Object> kept = new LinkedHashMap<>();
    kept.put("arn", arn);
    kept.put("created", created.toEpochMilli());
    kept.put("description", description);
    kept.put("deleted", deleted == null ? null : deleted.toEpochMilli());
    kept.put(
        "versions",
        versions.stream()
            .map(
                one ->
                    Map.of(
                        "id", one.id(),
                        "member", one.content().member(),
                        "text", one.content().text(),
                        "created", one.created().toEpochMilli()))
            .toList());
    return kept;
  }

  /** Returns the secret that was kept. */
  static StoredSecret kept(String name, Json kept) {
    StoredSecret secret = new StoredSecret(name, text(kept, "arn"), time(kept, "created"));
    secret.description = kept.child("description").flatMap(Json::string).orElse(null);
    secret.deleted =
        kept.child("deleted").flatMap(Json::number).isPresent() ? time(kept, "deleted") : null;
    for (Json one : kept.child("versions").map(Json::elements).orElse(List.of())) {
      secret.add(
          text(one, "id"),
          new Content(text(one, "member"), text(one, "text")),
          time(one, "created"));
    }
    return secret;
  }

  private static String text(Json kept, String name) {
    return kept.child(name).flatMap(Json::string).orElse("");
  }

  private static Instant time(Json kept, String name) {
    return Instant.ofEpochMilli(
        kept.child(name).flatMap(Json::number).map(Number::longValue).orElse(0L));
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  boolean isDeleted() {
    return deleted != null;
  }

  void delete(@Nullable Instant when) {
    deleted = when;
  }

  void describe(String text) {
    description = text;
  }

  /** Returns whether an id, a name, an ARN or an ARN without its end, is of this secret. */
  boolean has(String id) {
    return id.equals(name) || id.equals(arn) || id.equals(arn.substring(0, arn.length() - 7));
  }

  /** Adds a version, which is the current one from now on. */
  Version add(@Nullable String token, Content content, Instant now) {
    Version version =
        new Version(token == null ? UUID.randomUUID().toString() : token, content, now);
    versions.removeIf(one -> one.id().equals(version.id()));
    versions.add(version);
    return version;
  }

  /** Returns the version that a call names, or the current one. */
  Optional<Version> version(@Nullable String id, @Nullable String stage) {
    String wanted = stage == null ? CURRENT : stage;
    Predicate<Version> isWanted =
        one ->
            id == null
                ? stages(one).contains(wanted)
                : one.id().equals(id) && (stage == null || stages(one).contains(stage));
    return versions.stream().filter(isWanted).findFirst();
  }

  private List<String> stages(Version version) {
    int age = versions.size() - 1 - versions.indexOf(version);
    return age == 0 ? List.of(CURRENT) : age == 1 ? List.of(PREVIOUS) : List.of();
  }

  Map<String, Object> shown(Version version) {
    Map<String, Object> shown = identity();
    shown.put("CreatedDate", seconds(version.created()));
    shown.put(version.content().member(), version.content().text());
    shown.put("VersionId", version.id());
    shown.put("VersionStages", stages(version));
    return shown;
  }

  Map<String, Object> identity() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("ARN", arn);
    shown.put("Name", name);
    return shown;
  }

  /**
   * Returns it without its values.
   *
   * @param member how the operation calls the stages of its versions
   */
  Map<String, Object> described(String member) {
    Map<String, Object> shown = identity();
    if (description != null) {
      shown.put("Description", description);
    }
    if (deleted != null) {
      shown.put("DeletedDate", seconds(deleted));
    }
    shown.put("CreatedDate", seconds(created));
    shown.put("LastChangedDate", seconds(created));
    Map<String, List<String>> stages = new LinkedHashMap<>();
    versions.stream()
        .filter(one -> !stages(one).isEmpty())
        .forEach(one -> stages.put(one.id(), stages(one)));
    shown.put(member, stages);
    return shown;
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }
}
