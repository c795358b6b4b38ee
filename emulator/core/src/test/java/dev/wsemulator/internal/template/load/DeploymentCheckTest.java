package dev.wsemulator.internal.template.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.Template;
import dev.wsemulator.internal.template.TemplateFolder;
import dev.wsemulator.stack.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start would refuse is told with its line when the template is read. */
class DeploymentCheckTest {
  private static final String BASE = TemplateFolder.ECHO + TemplateFolder.CHAT;
  private static final int NEXT = (BASE + "\n\n").split("\n", -1).length;

  @TempDir private Path temporary;

  private static String part(String id, String type, String properties) {
    return "  %s: {Type: AWS::ApiGatewayV2::%s, Properties: {ApiId: !Ref Chat, %s}}\n"
        .formatted(id, type, properties);
  }

  private void refused(String resources, int line, String message) {
    TemplateFolder folder = TemplateFolder.in(temporary);
    List<String> problems = folder.problemsOfSam(BASE + resources);
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("template.yaml:" + line + ": ")
        .contains(message);
    Template template = Template.of(folder.folder().resolve("template.yaml"));
    assertThat(template.check().problems())
        .filteredOn(Problem::isError)
        .extracting(Problem::toString)
        .containsExactlyElementsOf(problems);
  }

  @Test
  void anIdentitySourceInTheSpellingOfRestApisIsRefused() {
    refused(
        part(
                "Guard",
                "Authorizer",
                "Name: guard, AuthorizerType: REQUEST, AuthorizerUri: !Sub"
                    + " 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations',"
                    + " IdentitySource: [method.request.header.Auth]")
            + part(
                "Open",
                "Route",
                "RouteKey: $connect, AuthorizationType: CUSTOM, AuthorizerId: !Ref Guard"),
        NEXT,
        "Resources.Guard.Properties.IdentitySource: Invalid request identity source expression:"
            + " method.request.header.Auth.");
  }

  @Test
  void aModelWithARemoteReferenceIsRefused() {
    refused(
        part("First", "Model", "Name: First, Schema: {type: object}")
            + part(
                "Far",
                "Model",
                "Name: Far, Schema: {type: object, properties: {a: {$ref:"
                    + " 'https://example.com/a.json'}}}"),
        NEXT + 1,
        "Resources.Far.Properties.Schema: The model \"Far\" is not a JSON schema of draft 4");
  }

  @Test
  void aMappingTemplateThatCannotBeParsedIsRefused() {
    refused(
        part(
                "Mock",
                "Integration",
                "IntegrationType: MOCK, TemplateSelectionExpression: \\$default, RequestTemplates:"
                    + " {$default: '#if('}")
            + part("Any", "Route", "RouteKey: any, Target: !Sub 'integrations/${Mock}'"),
        NEXT + 1,
        "Resources.Any: The route any of the API chat cannot be deployed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ab | TableName is \"ab\", but DynamoDB takes 3 to 255",
        "a b c | TableName is \"a b c\", but DynamoDB takes 3 to 255",
      })
  void aTablesNameThatDynamoDbRefusesIsRefused(String name, String message) {
    refused(
        "  T: {Type: AWS::DynamoDB::Table, Properties: {TableName: '%s', AttributeDefinitions: [{AttributeName: id, AttributeType: S}], KeySchema: [{AttributeName: id, KeyType: HASH}]}}\n"
            .formatted(name),
        NEXT,
        message);
  }

  @ParameterizedTest
  @CsvSource({
    "x, y1y, 'IndexName is \"x\", but DynamoDB'",
    "xxx, xxx, 'has two indexes named \"xxx\"'",
  })
  void indexesThatDynamoDbRefusesAreRefused(String first, String second, String message) {
    String index =
        "{IndexName: %s, KeySchema: [{AttributeName: id, KeyType: HASH}], Projection:"
            + " {ProjectionType: ALL}}";
    String table =
        "  T: {Type: AWS::DynamoDB::Table, Properties: {AttributeDefinitions: [{AttributeName: id,"
            + " AttributeType: S}], KeySchema: [{AttributeName: id, KeyType: HASH}],"
            + " GlobalSecondaryIndexes: [%s, %s]}}\n";
    refused(table.formatted(index.formatted(first), index.formatted(second)), NEXT, message);
  }
}
