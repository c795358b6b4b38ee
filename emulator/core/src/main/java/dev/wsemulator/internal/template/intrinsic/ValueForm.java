package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.definition.ResourceType;
import dev.wsemulator.internal.template.document.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fills the forms of {@code resource-types.txt} for one resource: with the same values at every
 * start. Immutable.
 *
 * @param account where the resource is deployed
 * @param resource the resource
 * @param name its name
 * @param properties returns a property's text by its name, or {@code null}
 */
record ValueForm(
    StackLocation account,
    Resource resource,
    String name,
    UnaryOperator<@Nullable String> properties) {

  /**
   * Returns a form with everything in braces replaced.
   *
   * @param ref the value of {@code {ref}}
   */
  String filled(String form, String ref) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < form.length()) {
      if (form.charAt(at) == '{') {
        int end = end(form, at);
        text.append(value(form.substring(at + 1, end), ref));
        at = end + 1;
      } else {
        text.append(form.charAt(at));
        at++;
      }
    }
    return text.toString();
  }

  private static int end(String form, int begin) {
    int depth = 0;
    for (int i = begin; i < form.length(); i++) {
      depth += form.charAt(i) == '{' ? 1 : form.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("A brace is not closed in " + form);
  }

  private String value(String variable, String ref) {
    String[] parts = variable.split(":", 2);
    String rest = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "region" -> account.region();
      case "account" -> account.accountId();
      case "name" -> name;
      case "lower" -> name.toLowerCase(Locale.ROOT);
      case "ref" -> ref;
      case "" -> "{}";
      case "named" -> ResourceType.stableId(name, Integer.parseInt(rest));
      case "bucket" -> bucketName();
      case "queue" -> fifoName("FifoQueue", "QueueName");
      case "topic" -> fifoName("FifoTopic", "TopicName");
      case "scheme" -> "HTTP".equals(properties.apply("ProtocolType")) ? "https" : "wss";
      case "port" -> port();
      case "arn" -> arn(rest, ref);
      case "property" -> property(rest, ref);
      case "function" -> PhysicalNames.functionName(property(rest, ref));
      default -> generated(parts[0], rest);
    };
  }

  private String arn(String rest, String ref) {
    String[] parts = rest.split(":", 2);
    return Arn.of(parts[0], account.region(), account.accountId(), filled(parts[1], ref));
  }

  /** Returns the port of a database. */
  private String port() {
    String given = properties.apply("Port");
    boolean isPostgres = String.valueOf(properties.apply("Engine")).contains("postgres");
    return given != null ? given : isPostgres ? "5432" : "3306";
  }

  private String property(String rest, String ref) {
    String[] parts = rest.split("\\|", 2);
    String given = properties.apply(parts[0]);
    return given != null ? given : parts.length > 1 ? filled(parts[1], ref) : "";
  }

  private String generated(String kind, String length) {
    return switch (kind) {
      case "hash" -> hash(account, resource.id(), Integer.parseInt(length));
      case "HASH" ->
          hash(account, resource.id(), Integer.parseInt(length)).toUpperCase(Locale.ROOT);
      case "hex" -> hex(Integer.parseInt(length));
      case "HEX" -> hex(Integer.parseInt(length)).toUpperCase(Locale.ROOT);
      case "uuid" -> uuid(account.stackName() + "/" + resource.id()).toString();
      default -> throw new IllegalArgumentException("A form has the unknown variable " + kind);
    };
  }

  private String bucketName() {
    if (properties.apply("BucketName") != null) {
      return name;
    }
    String id = resource.id();
    String made = account.stackName() + "-" + id + "-" + hash(account, id, 6);
    String clean = made.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    return clean.substring(Math.max(0, clean.length() - 63)).replaceFirst("^[-.]+", "");
  }

  /** CloudFormation's name for a FIFO queue or topic ends as it has to. */
  private String fifoName(String property, String nameProperty) {
    boolean isFifo =
        String.valueOf(properties.apply(property)).equalsIgnoreCase("true")
            && properties.apply(nameProperty) == null;
    return isFifo ? name + ".fifo" : name;
  }

  private static UUID uuid(String seed) {
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
  }

  private String hex(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      String seed = account.stackName() + "/" + resource.id() + "/" + i;
      text.append(uuid(seed).toString().replace("-", ""));
    }
    return text.substring(0, length);
  }

  /** Returns letters and digits that stand for a resource. */
  static String hash(StackLocation account, String logicalId, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      String seed = account.stackName() + "/" + logicalId + (i == 0 ? "" : "/" + i);
      long bits = uuid(seed).getLeastSignificantBits() & Long.MAX_VALUE;
      String padded = "0".repeat(13) + Long.toString(bits, 36);
      text.insert(0, padded.substring(padded.length() - 13));
    }
    return text.substring(text.length() - length);
  }
}
