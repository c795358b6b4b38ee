package dev.wsemulator.internal.aws.parameters;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.stack.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One version of a parameter.
 *
 * @param parameter its name, type and value
 * @param version its number, from 1
 * @param changed when it was written
 */
record StoredParameter(Parameter parameter, long version, Instant changed) {
  private static final String SECURE = "SecureString";

  /** What a call tells about where a parameter is. */
  record Place(String region, String accountId) {}

  String name() {
    return parameter.name();
  }

  /**
   * Returns it as calls show it.
   *
   * @param decrypted whether a secure text is shown as it is
   */
  Map<String, Object> shown(Place place, boolean decrypted) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("ARN", arn(place));
    shown.put("DataType", "text");
    shown.put("LastModifiedDate", changed.toEpochMilli() / 1000.0);
    shown.put("Name", parameter.name());
    shown.put("Type", parameter.type());
    shown.put(
        "Value", parameter.type().equals(SECURE) && !decrypted ? encrypted() : parameter.value());
    shown.put("Version", version);
    return shown;
  }

  /** Returns it as lists show it, without its value. */
  Map<String, Object> described(Place place) {
    Map<String, Object> shown = shown(place, false);
    shown.remove("Value");
    shown.put("Tier", "Standard");
    shown.put("LastModifiedUser", Arn.ofIam(place.accountId(), "root"));
    return shown;
  }

  private String arn(Place place) {
    String slash = parameter.name().startsWith("/") ? "" : "/";
    return Arn.of("ssm", place.region(), place.accountId(), "parameter" + slash + parameter.name());
  }

  /** Something that does not show the value, as a text of KMS does not. */
  private String encrypted() {
    byte[] name = (parameter.name() + version).getBytes(StandardCharsets.UTF_8);
    String noise = "AQICAH" + UUID.nameUUIDFromBytes(name);
    return Base64.getEncoder().encodeToString(noise.getBytes(StandardCharsets.UTF_8));
  }
}
