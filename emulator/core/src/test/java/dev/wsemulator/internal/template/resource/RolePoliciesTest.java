package dev.wsemulator.internal.template.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.PolicyStatement;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies of roles, as far as they concern APIs and functions. */
class RolePoliciesTest {
  private static final PolicyStatement EVERY_API =
      new PolicyStatement(true, List.of("execute-api:*"), List.of("*"));
  private static final PolicyStatement SEND =
      new PolicyStatement(true, List.of("execute-api:ManageConnections"), List.of("*"));
  private static final String STATEMENT =
      "{Effect: Allow, Action: 'execute-api:ManageConnections', Resource: '*'}";

  @TempDir private Path temporary;
  private TemplateFolder folder;

  @BeforeEach
  void createFolder() {
    folder = TemplateFolder.in(temporary);
  }

  private FunctionDefinition echo(String properties) {
    return folder.sam(TemplateFolder.ECHO + properties).functions().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{Statement: [{Effect: Allow, Action: 'execute-api:ManageConnections', Resource: '*'}]}]",
        "[{Version: '2012-10-17', Statement: {Effect: Allow, Action: ['execute-api:ManageConnections'], Resource: ['*']}}]",
        "{Statement: [{Effect: Allow, Action: 'execute-api:ManageConnections', Resource: '*'}]}",
      })
  void inlinePoliciesAreRead(String policies) {
    assertThat(echo("      Policies: " + policies + "\n").policy()).containsExactly(SEND);
  }

  @Test
  void policiesThatConcernNoApiGiveNothing() {
    assertThat(
            echo("      Policies: [AWSLambdaBasicExecutionRole, {S3ReadPolicy: {BucketName: a}},"
                    + " arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]\n")
                .policy())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AmazonAPIGatewayInvokeFullAccess",
    "[arn:aws:iam::aws:policy/AmazonAPIGatewayInvokeFullAccess]"
  })
  void managedPolicyMayOpenEveryApi(String policies) {
    assertThat(echo("      Policies: " + policies + "\n").policy()).containsExactly(EVERY_API);
  }

  @Test
  void roleGivesItsPoliciesAndThoseAttachedToIt() {
    String resources =
        """
              Role: !GetAtt Role.Arn
          Role:
            Type: AWS::IAM::Role
            Properties:
              ManagedPolicyArns: [!Ref Managed]
              Policies: [{PolicyName: a, PolicyDocument: {Statement: [STATEMENT]}}]
          Managed:
            Type: AWS::IAM::ManagedPolicy
            Properties: {PolicyDocument: {Statement: [STATEMENT]}}
          Attached:
            Type: AWS::IAM::Policy
            Properties: {PolicyName: b, Roles: [!Ref Role], PolicyDocument: {Statement: [STATEMENT]}}
        """
            .replace("STATEMENT", STATEMENT);
    assertThat(echo(resources).policy()).containsExactly(SEND, SEND, SEND);
    assertThat(folder.sam(TemplateFolder.ECHO + resources).warnings()).isEmpty();
  }

  @Test
  void policyMayBeAttachedToTheRoleThatSamMakes() {
    assertThat(
            echo("  Attached: {Type: AWS::IAM::Policy, Properties: {Roles: [!Ref EchoRole],"
                    + " PolicyDocument: {Statement: ["
                    + STATEMENT
                    + "]}}}\n")
                .policy())
        .containsExactly(SEND);
  }

  @Test
  void roleFromElsewhereMayCallEveryApiWithAWarning() {
    String role = "      Role: arn:aws:iam::123456789012:role/other\n";
    assertThat(echo(role).policy())
        .containsExactlyElementsOf(FunctionDefinition.of("a", "b").policy());
    assertThat(folder.sam(TemplateFolder.ECHO + role).warnings())
        .singleElement()
        .asString()
        .contains("not a role of this template", "Declare the role");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{LambdaInvokePolicy: {FunctionName: worker}} | arn:aws:lambda:us-east-1:123456789012:function:worker*",
        "AWSLambdaRole | *",
        "'arn:aws:iam::aws:policy/AWSLambda_FullAccess' | *",
      })
  void aPolicyOfSamOrAwsAllowsToInvokeFunctions(String policy, String resource) {
    assertThat(echo("      Policies: [%s]\n".formatted(policy)).policy())
        .containsExactly(
            new PolicyStatement(true, List.of("lambda:InvokeFunction"), List.of(resource)));
  }

  /** What NotAction leaves of the actions that are checked is what the statement is about. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "['iam:*', 'apigateway:*'] | execute-api:ManageConnections,execute-api:Invoke,execute-api:InvalidateCache,lambda:InvokeFunction",
        "['execute-api:In?*', 'apigateway:P*'] | execute-api:ManageConnections,lambda:InvokeFunction,apigateway:GET,apigateway:DELETE,iam:PassRole",
        "['EXECUTE-API:M*s', 'a*:*'] | execute-api:Invoke,execute-api:InvalidateCache,lambda:InvokeFunction,iam:PassRole",
        "['*'] |",
      })
  void notActionIsEveryOtherActionThatIsChecked(String pattern, String actions) {
    List<String> expected = actions == null ? List.of() : List.of(actions.split(","));
    String policies =
        "      Policies: [{Statement: [{Effect: Deny, NotAction: %s, Resource: '*'}]}]\n";
    assertThat(echo(policies.formatted(pattern)).policy())
        .containsExactly(new PolicyStatement(false, expected, List.of("*")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Action: 'execute-api:*', NotResource: a | has a NotResource and concerns execute-api",
        "Action: '*', Resource: a, Condition: {Bool: {b: c}} | has a Condition and concerns",
        "NotAction: 'iam:*', Resource: a, Condition: {Bool: {b: c}} | has a Condition",
        "Resource: a | has no Action. Add one.",
        "Action: 'execute-api:*' | has no Resource. Add one.",
      })
  void statementThatCouldAllowMoreThanOnAwsIsAProblem(String statement, String message) {
    assertThat(
            folder.problemsOfSam(
                TemplateFolder.ECHO
                    + "      Policies: [{Statement: [{Effect: Allow, "
                    + statement
                    + "}]}]\n"))
        .singleElement()
        .asString()
        .startsWith("template.yaml:9: A policy statement of Resources.Echo ")
        .contains(message);
  }

  @Test
  void policyOfNoFunctionDoesNotMatter() {
    String policy =
        "  Other: {Type: AWS::IAM::ManagedPolicy, Properties: {PolicyDocument: {Statement:"
            + " [{Effect: Allow, NotAction: 'iam:*', NotResource: a}]}}}\n";
    assertThat(echo(policy).policy()).isEmpty();
    assertThat(
            folder.problemsOfSam(TemplateFolder.ECHO + "      Policies: [!Ref Other]\n" + policy))
        .singleElement()
        .asString()
        .startsWith("template.yaml:10: A policy statement of Resources.Other has a NotResource");
  }

  @Test
  void conditionOfAStatementOnOtherServicesDoesNotMatter() {
    String policies =
        "      Policies: [{Statement: [{Effect: Allow, Action: 's3:*', Resource: a, Condition: {Bool: {b: c}}}]}]\n";
    assertThat(echo(policies).policy())
        .containsExactly(new PolicyStatement(true, List.of("s3:*"), List.of("a")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "eu-west-1:123456789012 | is for AWS::Region eu-west-1, but here it is us-east-1, so that nothing of it applies. Start with --parameter AWS::Region=eu-west-1",
        "'*:210987654321' | is for AWS::AccountId 210987654321, but here it is 123456789012",
        "us-east-1:123456789012 | none",
        "'*:*' | none",
      })
  void policyForAnotherRegionOrAccountIsWarnedOf(String place, String message) {
    String policies =
        "      Policies: [{Statement: [{Effect: Allow, Action: 'execute-api:*', Resource: 'arn:aws:execute-api:"
            + place
            + ":*/dev/*'}]}]\n";
    List<String> warnings = folder.sam(TemplateFolder.ECHO + policies).warnings();
    if (message == null) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings)
          .singleElement()
          .asString()
          .startsWith("template.yaml:9: A policy statement of Resources.Echo ")
          .contains(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PermissionsBoundary: arn:aws:iam::aws:policy/a | PermissionsBoundary has no effect here: on AWS it may allow less",
        "Policies: ['arn:aws:iam::123456789012:policy/own'] | which is not of this template",
      })
  void ruleFromElsewhereIsWarnedOf(String property, String message) {
    assertThat(folder.sam(TemplateFolder.ECHO + "      " + property + "\n").warnings())
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void policyOfItsOwnNamesItsRole() {
    assertThat(
            echo("  Attached: {Type: AWS::IAM::RolePolicy, Properties: {RoleName: !Ref EchoRole,"
                    + " PolicyName: a, PolicyDocument: {Statement: ["
                    + STATEMENT
                    + "]}}}\n")
                .policy())
        .containsExactly(SEND);
  }

  @Test
  void statementWithoutAnEffectIsAProblem() {
    assertThat(
            folder.problemsOfSam(
                TemplateFolder.ECHO
                    + "      Policies: [{Statement: [{Action: 'execute-api:*', Resource: '*'}]}]\n"))
        .singleElement()
        .asString()
        .contains("Write Allow or Deny");
  }
}
