package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.json.Json;
import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.YamlValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference to the current version of a secret, or to a member of the JSON in it. Immutable.
 *
 * @param secretId the secret's name or ARN
 * @param key the member; empty for the whole text
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html">Secrets
 *     Manager secrets</a>
 */
public record SecretReference(String secretId, String key) {
  private static final Pattern FORM =
      Pattern.compile(
          "secretsmanager:(arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]+|[^:]+)"
              + "(:(SecretString)?(:(?<key>[^:]*)(:(AWSCURRENT)?:?)?)?)?");

  /** How many characters an ARN has after the name: a hyphen and six more. */
  public static final int SUFFIX = 7;

  /** Reads a reference; nothing for one of something else, or of another version. */
  public static Optional<SecretReference> of(String reference) {
    Matcher form = FORM.matcher(reference);
    if (!form.matches()) {
      return Optional.empty();
    }
    String key = form.group("key");
    return Optional.of(new SecretReference(form.group(1), key == null ? "" : key));
  }

  /** Returns whether it is to the secret with this ARN; the ARN's end may be left out. */
  public boolean isTo(String arn) {
    String partial = arn.substring(0, Math.max(0, arn.length() - SUFFIX));
    return secretId.equals(arn)
        || secretId.equals(partial)
        || secretId.equals(partial.substring(partial.lastIndexOf(':') + 1));
  }

  /** Returns the value in the text of its secret; empty if there is no such member. */
  public Optional<String> in(String text) {
    if (key.isEmpty()) {
      return Optional.of(text);
    }
    return Json.parse(text.getBytes(StandardCharsets.UTF_8))
        .filter(Json::isObject)
        .flatMap(all -> all.child(key))
        .filter(Json::isScalar)
        .map(Json::selectionText);
  }

  /** Returns the password that is generated for a secret, the same at every start. */
  public static String password(String arn) {
    return UUID.nameUUIDFromBytes(arn.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
  }

  /**
   * Returns a text as Secrets Manager would generate one.
   *
   * @param how {@code GenerateSecretString}
   * @param password the password in it
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html">GenerateSecretString</a>
   */
  public static String generated(YamlValue how, String password) {
    String member = how.textOf("GenerateStringKey").orElse("");
    String template = how.textOf("SecretStringTemplate").orElse("{}").strip();
    if (member.isEmpty() || !template.endsWith("}")) {
      return password;
    }
    String others = template.substring(0, template.length() - 1).strip();
    return "%s%s%s:%s}"
        .formatted(
            others,
            others.equals("{") ? "" : ",",
            JsonForm.quoted(member),
            JsonForm.quoted(password));
  }
}
