package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.JsonForm;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.internal.template.intrinsic.SecretReference;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.stack.Parameter;
import dev.wsemulator.stack.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what functions find in Parameter Store and in Secrets Manager: the resources of templates,
 * and the values that are given beside them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html">AWS::SSM::Parameter</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html">AWS::SecretsManager::Secret</a>
 */
public final class KeptResources {
  private static final String SSM = "ssm:";
  private static final String SECURE = "ssm-secure:";
  private static final String SECRETS = "secretsmanager:";

  private final List<Resource> resources;
  private final Map<String, String> given;
  private final StackLocation account;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param given values for references by their text, such as {@code ssm:/chat/greeting}
   * @param account where they are deployed
   */
  public KeptResources(
      List<Resource> resources,
      Map<String, String> given,
      StackLocation account,
      Problems problems) {
    this.resources = resources;
    this.given = given;
    this.account = account;
    this.problems = problems;
  }

  /** Returns the parameters; one that is given is instead of that of a template. */
  public List<Parameter> parameters() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    for (Resource resource : of(ResourceKind.PARAMETER)) {
      String type = resource.properties().textOf("Type").orElse("String");
      String value = resource.properties().textOf("Value").orElse("");
      if (value.isEmpty()) {
        problems.error(
            resource.line(), resource.path("Value") + " is missing or empty. Write a text.");
      }
      all.put(resource.ref(), new Parameter(resource.ref(), type, value));
    }
    given.forEach(
        (reference, value) -> {
          if (reference.startsWith(SSM)) {
            add(all, reference.substring(SSM.length()), "String", value);
          } else if (reference.startsWith(SECURE)) {
            add(all, reference.substring(SECURE.length()), "SecureString", value);
          }
        });
    return List.copyOf(all.values());
  }

  private static void add(Map<String, Parameter> all, String reference, String type, String value) {
    String name = reference.replaceFirst(":\\d+$", "");
    Parameter declared = all.get(name);
    all.put(name, new Parameter(name, declared == null ? type : declared.type(), value));
  }

  private List<Resource> of(ResourceKind kind) {
    return resources.stream().filter(one -> one.is(kind)).toList();
  }

  /** Returns the secrets; one that is given is instead of that of a template. */
  public List<Secret> secrets() {
    Map<String, Secret> all = new LinkedHashMap<>();
    for (Resource resource : of(ResourceKind.SECRET)) {
      String arn = resource.ref();
      text(resource).ifPresent(text -> all.put(nameOf(arn), new Secret(nameOf(arn), arn, text)));
    }
    given().forEach((name, text) -> all.put(name, secret(all.get(name), name, text)));
    return List.copyOf(all.values());
  }

  private static Optional<String> text(Resource secret) {
    Optional<YamlValue> how = secret.properties().get("GenerateSecretString");
    return secret
        .properties()
        .textOf("SecretString")
        .or(
            () ->
                how.map(
                    value ->
                        SecretReference.generated(value, SecretReference.password(secret.ref()))));
  }

  private static String nameOf(String arn) {
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    return name.substring(0, Math.max(0, name.length() - SecretReference.SUFFIX));
  }

  private Secret secret(@Nullable Secret declared, String name, String text) {
    if (declared != null) {
      return new Secret(name, declared.arn(), text);
    }
    String end =
        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, SecretReference.SUFFIX - 1);
    return new Secret(
        name,
        Arn.of(
            "secretsmanager",
            account.region(),
            account.accountId(),
            "secret:%s-%s".formatted(name, end)),
        text);
  }

  /** Returns the texts of secrets that are given whole, or by the members of their JSON. */
  private Map<String, String> given() {
    Map<String, String> whole = new LinkedHashMap<>();
    Map<String, List<String>> members = new LinkedHashMap<>();
    given.forEach(
        (reference, value) -> {
          if (reference.startsWith(SECRETS)) {
            SecretReference.of(reference)
                .ifPresent(
                    secret -> {
                      String name = named(secret.secretId());
                      if (secret.key().isEmpty()) {
                        whole.put(name, value);
                      } else {
                        members
                            .computeIfAbsent(name, any -> new ArrayList<>())
                            .add(JsonForm.quoted(secret.key()) + ":" + JsonForm.quoted(value));
                      }
                    });
          }
        });
    members.forEach(
        (name, all) ->
            whole.putIfAbsent(name, all.stream().collect(Collectors.joining(",", "{", "}"))));
    return whole;
  }

  /** An ARN may stand for the name, with or without its end. */
  private static String named(String secretId) {
    String name = secretId.substring(secretId.lastIndexOf(':') + 1);
    return secretId.startsWith("arn:") ? name.replaceFirst("-[A-Za-z0-9]{6}$", "") : name;
  }
}
