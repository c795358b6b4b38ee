package dev.wsemulator.internal.template.intrinsic;

import dev.wsemulator.internal.template.document.Problems;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves references to values that Parameter Store and Secrets Manager keep on AWS.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">Dynamic
 *     references</a>
 */
final class DynamicReferences {
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([^{}]+)}}");

  private final ExternalReferences external;
  private final Problems problems;

  DynamicReferences(ExternalReferences external, Problems problems) {
    this.external = external;
    this.problems = problems;
  }

  /** Returns whether a text has a reference. */
  static boolean isIn(String text) {
    return text.contains("{{resolve:") && REFERENCE.matcher(text).find();
  }

  /** Returns the text with the values of its references. */
  String resolve(String text, int line) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String reference = matcher.group(1).strip();
      Optional<String> value = external.stored(reference);
      if (value.isEmpty()) {
        problems.error(line, missing(reference));
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value.orElse("")));
    }
    return matcher.appendTail(resolved).toString();
  }

  private static String missing(String reference) {
    String declared =
        switch (reference.split(":")[0]) {
          case "ssm" -> ", or declare it in a template as an AWS::SSM::Parameter";
          case "secretsmanager" ->
              ", or declare it in a template as an AWS::SecretsManager::Secret";
          default -> "";
        };
    return "{{resolve:%s}} is kept on AWS, which is not asked from here. Give its value with --parameter '%s=VALUE'%s."
        .formatted(reference, reference, declared);
  }
}
