package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code Ref} and {@code Fn::GetAtt} for resources: the same names at every start.
 * Immutable.
 */
public final class PhysicalNames {
  private final StackLocation account;

  PhysicalNames(StackLocation account) {
    this.account = account;
  }

  /**
   * Returns what {@code Ref} yields.
   *
   * @param properties resolves the property with this name, if the resource has it
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-ref.html">Ref</a>
   */
  String ref(Resource resource, UnaryOperator<@Nullable String> properties) {
    return form(resource, properties).filled(ResourceTypes.of(resource.type()).ref(), "");
  }

  private ValueForm form(Resource resource, UnaryOperator<@Nullable String> properties) {
    String property = ResourceTypes.of(resource.type()).nameProperty();
    String given = property == null ? null : properties.apply(property);
    String name = given == null ? name(resource) : given;
    return new ValueForm(account, resource, name, properties);
  }

  private String name(Resource resource) {
    String name = account.stackName() + "-" + resource.id();
    return name.length() > 64
        ? name.substring(0, 57) + "-" + ValueForm.hash(account, resource.id(), 6)
        : name;
  }

  /**
   * Returns what {@code Fn::GetAtt} yields, or empty for an attribute that the resource has not.
   *
   * @param properties resolves the property with this name, if the resource has it
   */
  Optional<String> attribute(
      Resource resource, String attribute, String ref, UnaryOperator<@Nullable String> properties) {
    String form = ResourceTypes.of(resource.type()).attributes().get(attribute);
    if (form != null) {
      return Optional.of(form(resource, properties).filled(form, ref));
    }
    String own = isRead(resource) ? null : properties.apply(attribute);
    return own != null ? Optional.of(own) : placeholder(resource, attribute);
  }

  /** Returns whether what an attribute yields on AWS is not known. */
  static boolean isPlaceholder(Resource resource, String attribute) {
    return !isRead(resource)
        && !ResourceTypes.of(resource.type()).attributes().containsKey(attribute)
        && resource.properties().get(attribute).isEmpty();
  }

  private static boolean isRead(Resource resource) {
    return resource.kind().isRead() && !resource.type().startsWith("AWS::IAM::");
  }

  /**
   * A made-up value for resources that have no effect here, so that what names them can start. It
   * is an ARN where an ARN is expected, because code parses ARNs.
   */
  private Optional<String> placeholder(Resource resource, String attribute) {
    if (isRead(resource)) {
      return Optional.empty();
    }
    String text = "placeholder-%s.%s".formatted(resource.id(), attribute);
    String[] parts = resource.type().toLowerCase(Locale.ROOT).split("::");
    boolean isArn = attribute.toLowerCase(Locale.ROOT).endsWith("arn");
    return Optional.of(
        isArn
            ? Arn.of(
                parts.length > 1 ? parts[1] : "unknown",
                account.region(),
                account.accountId(),
                text)
            : text);
  }

  /**
   * Returns the name of the function that an ARN, with or without a qualifier, or an invocation URI
   * names.
   */
  public static String functionName(String arn) {
    String called = calledName(arn);
    return called.startsWith("arn:") ? called : called.split(":", 2)[0];
  }

  /** Returns that name, and behind a colon the qualifier if there is one. */
  public static String calledName(String arn) {
    String plain = arn;
    int path = arn.indexOf("/functions/");
    if (path >= 0) {
      plain = arn.substring(path + "/functions/".length()).replaceFirst("/invocations$", "");
    }
    int function = plain.indexOf(":function:");
    if (function < 0) {
      return plain;
    }
    return plain.substring(function + ":function:".length());
  }

  /** Returns whether a URI lacks its function, as after an intrinsic that yields nothing. */
  public static boolean isUnresolved(YamlValue uri) {
    return String.valueOf(uri.text()).contains("/functions//");
  }
}
