package dev.wsemulator.testing;

import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs only the tests that cite the row in the system property {@code aws}, if it is set. */
final class AwsRow implements ExecutionCondition {
  private static final String ROW = System.getProperty("aws", "");

  AwsRow() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean runs =
        ROW.isEmpty()
            || context
                .getElement()
                .map(element -> element.getAnnotation(Aws.class))
                .map(aws -> Arrays.asList(aws.value()).contains(ROW))
                .orElse(true);
    return runs
        ? ConditionEvaluationResult.enabled("The row is cited, or no row is selected.")
        : ConditionEvaluationResult.disabled("Does not cite " + ROW + ".");
  }
}
