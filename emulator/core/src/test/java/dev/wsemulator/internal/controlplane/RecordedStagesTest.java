package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static dev.wsemulator.internal.controlplane.Recorded.assertAnswer;
import static dev.wsemulator.internal.controlplane.Recorded.assertBadRequest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages, their logs and the account's role are as the service was recorded to have them. */
class RecordedStagesTest {
  private static final String NO_ROLE =
      "CloudWatch Logs role ARN must be set in account settings to enable logging";
  private static final String GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:access";
  private static final String NEW =
      "{%s'createdDate':'TIME','defaultRouteSettings':{'dataTraceEnabled':false,'detailedMetricsEnabled':false,'loggingLevel':'OFF'},%s'lastUpdatedDate':'TIME','routeSettings':{},'stageName':'prod','stageVariables':{},'tags':{}}";

  private final Caller caller = Caller.start();
  private String api;

  @BeforeEach
  void createApi() {
    api = caller.api("chat");
  }

  @AfterEach
  void close() {
    caller.close();
  }

  private HttpResponse<String> create(String more) {
    return caller.call("POST", api + "/stages", "{'stageName':'prod'%s}".formatted(more));
  }

  private HttpResponse<String> update(String change) {
    return caller.call("PATCH", api + "/stages/prod", change);
  }

  private String defaults() {
    return text(caller.get(api + "/stages/prod"), "defaultRouteSettings");
  }

  private HttpResponse<String> role(String arn) {
    return caller.call(
        "PATCH",
        "/account",
        "{'patchOperations':[{'op':'replace','path':'/cloudwatchRoleArn','value':'%s'}]}"
            .formatted(arn));
  }

  @Test
  @Aws({"REC-151", "REC-152", "ST-11"})
  void aNewStageIsShownWithItsDefaults() {
    assertAnswer(create(""), 201, NEW.formatted("", ""));
    assertAnswer(caller.call("GET", api + "/stages/prod", ""), 200, NEW.formatted("", ""));
    caller.delete(api + "/stages/prod");
    assertAnswer(create(",'autoDeploy':false"), 201, NEW.formatted("'autoDeploy':false,", ""));
    caller.delete(api + "/stages/prod");
    caller.create(api + "/routes", "{'routeKey':'a'}");
    String deployment = caller.create(api + "/deployments", "{}", "deploymentId");
    assertAnswer(
        create(",'deploymentId':'%s'".formatted(deployment)),
        201,
        NEW.formatted("", "'deploymentId':'ID',"));
  }

  @Test
  @Aws({"REC-153", "CP-21"})
  void stageVariablesAreMergedByName() {
    create("");
    update("{'stageVariables':{'probeOne':'one'}}");
    HttpResponse<String> answer = update("{'stageVariables':{'probeTwo':'two'}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"probeOne\":\"one\"").contains("\"probeTwo\":\"two\"");
    update("{'stageVariables':{'probeOne':''}}");
    assertThat(text(caller.get(api + "/stages/prod"), "stageVariables"))
        .isEqualTo("{probeTwo=two}");
  }

  @Test
  @Aws({"REC-154", "CP-21"})
  void aSettingThatIsNotGivenKeepsItsValue() {
    create(",'defaultRouteSettings':{'throttlingRateLimit':7}");
    update("{'defaultRouteSettings':{'detailedMetricsEnabled':true}}");
    update("{'defaultRouteSettings':{'throttlingBurstLimit':3}}");
    assertThat(defaults())
        .isEqualTo(
            "{dataTraceEnabled=false, detailedMetricsEnabled=true, loggingLevel=OFF,"
                + " throttlingBurstLimit=3, throttlingRateLimit=7}");
  }

  @ParameterizedTest
  @Aws("CP-05")
  @ValueSource(strings = {"$connect", "$disconnect", "$default"})
  void settingsOfTheThreeRoutesThatAreAlwaysPossibleComeBeforeThem(String key) {
    assertThat(create(",'routeSettings':{'%s':{'throttlingRateLimit':5}}".formatted(key)).body())
        .contains("\"routeSettings\":{\"%s\":{\"throttlingRateLimit\":5}}".formatted(key));
  }

  @Test
  @Aws({"REC-100", "LG-11"})
  void nothingIsLoggedWithoutARoleOfTheAccount() {
    create("");
    assertBadRequest(
        update(
            "{'accessLogSettings':{'destinationArn':'%s','format':'$context.requestId'}}"
                .formatted(GROUP)),
        NO_ROLE);
    assertBadRequest(update("{'defaultRouteSettings':{'loggingLevel':'INFO'}}"), NO_ROLE);
    assertBadRequest(update("{'defaultRouteSettings':{'loggingLevel':'ERROR'}}"), NO_ROLE);
    assertBadRequest(update("{'routeSettings':{'$default':{'loggingLevel':'INFO'}}}"), NO_ROLE);
    assertThat(defaults()).contains("loggingLevel=OFF");
  }

  @Test
  @Aws({"REC-101", "REC-102", "REC-103", "REC-104", "LG-01", "LG-11"})
  void formatAndDestinationAreJudgedBeforeTheRole() {
    create("");
    String settings = "{'accessLogSettings':{'destinationArn':'%s','format':'%s'}}";
    String errors = "The following errors are found in Access Log Format: Access Log format must ";
    assertBadRequest(
        update(settings.formatted(GROUP, "literal-only")),
        errors
            + "include either $context.requestId or $context.extendedRequestId : 'literal-only'");
    assertBadRequest(
        update(settings.formatted(GROUP, "$context.requestId\\n$context.status")),
        errors + "be single line: '$context.requestId\\n$context.status'");
    assertBadRequest(
        update(settings.formatted("not-an-arn", "$context.requestId")),
        "Invalid ARN specified in the request. ARNs must start with 'arn:': not-an-arn");
    assertBadRequest(update(settings.formatted(GROUP, "$context.extendedRequestId")), NO_ROLE);
  }

  @Test
  @Aws({"REC-085", "LG-01", "LG-03"})
  void aLongFormatWithAnUnknownVariableIsTaken() {
    create("");
    role("arn:aws:iam::123456789012:role/logs");
    String format = "$context.requestId|$context.unsupportedOwnedProbeVariable|" + "x".repeat(1300);
    HttpResponse<String> answer =
        update(
            "{'accessLogSettings':{'destinationArn':'%s','format':'%s'}}".formatted(GROUP, format));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "\"accessLogSettings\":{\"destinationArn\":\"%s\",\"format\":\"%s\"}"
                .formatted(GROUP, format));
    assertThat(update("{'accessLogSettings':{}}").body()).doesNotContain("accessLogSettings");
  }

  @Test
  @Aws("LG-01")
  void theAccessLogCanBeTakenAway() {
    create("");
    role("arn:aws:iam::123456789012:role/logs");
    HttpResponse<String> answer =
        update(
            "{'accessLogSettings':{'destinationArn':'%s','format':'$context.requestId'}}"
                .formatted(GROUP));
    assertThat(answer.body()).contains("accessLogSettings");
    caller.delete(api + "/stages/prod/accesslogsettings");
    assertThat(caller.call("GET", api + "/stages/prod", "").body())
        .contains("\"stageName\":\"prod\"")
        .doesNotContain("accessLogSettings");
  }

  @Test
  @Aws("LG-01")
  void aDeliveryStreamHasANameThatAwsWants() {
    create("");
    role("arn:aws:iam::123456789012:role/logs");
    String settings =
        "{'accessLogSettings':{'destinationArn':'arn:aws:firehose:us-east-1:123456789012:deliverystream/%s','format':'$context.requestId'}}";
    assertThat(update(settings.formatted("logs")).statusCode()).isEqualTo(400);
    assertThat(update(settings.formatted("amazon-apigateway-logs")).statusCode()).isEqualTo(200);
  }

  @Test
  @Aws({"REC-105", "LG-10"})
  void aLevelThatIsNoneIsOff() {
    create("");
    HttpResponse<String> answer = update("{'defaultRouteSettings':{'loggingLevel':'DEBUG'}}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"loggingLevel\":\"OFF\"");
  }

  @Test
  @Aws("REC-106")
  void wholePayloadsCanBeAskedForBeforeThereIsALog() {
    create("");
    String traced = "{dataTraceEnabled=true, detailedMetricsEnabled=false, loggingLevel=OFF}";
    assertThat(
            update("{'defaultRouteSettings':{'loggingLevel':'OFF','dataTraceEnabled':true}}")
                .statusCode())
        .isEqualTo(200);
    assertThat(defaults()).isEqualTo(traced);
    update("{'description':'other'}");
    assertThat(defaults()).isEqualTo(traced);
  }

  @Test
  @Aws({"REC-108", "TH-01"})
  void anAccountHasItsLimitsAndNoRole() {
    assertAnswer(
        caller.call("GET", "/account", ""),
        200,
        "{'apiKeyVersion':'4','features':['UsagePlans'],'throttleSettings':{'burstLimit':5000,'rateLimit':10000.0}}");
  }

  @Test
  @Aws("REC-107")
  void theRoleOfTheAccountMustBeAbleToWriteLogs() {
    String refused =
        "The role ARN does not have required permissions configured. Please grant trust permission"
            + " for API Gateway and add the required role policy.";
    String gateway = createRole("gateway", "apigateway.amazonaws.com");
    String lambda = createRole("lambda", "lambda.amazonaws.com");
    assertBadRequest(role(gateway), refused);
    assertThat(role("").statusCode()).isEqualTo(200);
    for (String name : new String[] {"gateway", "lambda"}) {
      caller.query(
          "iam",
          "Action=AttachRolePolicy&Version=2010-05-08&RoleName=%s&PolicyArn=arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
              .formatted(name));
    }
    assertBadRequest(role(lambda), refused);
    assertThat(role(gateway).statusCode()).isEqualTo(200);
    assertThat(text(caller.get("/account"), "cloudwatchRoleArn")).isEqualTo(gateway);
  }

  private String createRole(String name, String service) {
    String trust =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"%s\"},\"Action\":\"sts:AssumeRole\"}]}"
            .formatted(service);
    caller.query(
        "iam",
        "Action=CreateRole&Version=2010-05-08&RoleName=%s&AssumeRolePolicyDocument=%s"
            .formatted(name, URLEncoder.encode(trust, StandardCharsets.UTF_8)));
    return "arn:aws:iam::123456789012:role/" + name;
  }
}
