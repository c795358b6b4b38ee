package dev.wsemulator.internal.controlplane;

import static dev.wsemulator.internal.controlplane.Caller.text;
import static dev.wsemulator.internal.controlplane.Recorded.assertAnswer;
import static dev.wsemulator.internal.controlplane.Recorded.assertBadRequest;
import static dev.wsemulator.internal.controlplane.Recorded.assertNotFound;
import static dev.wsemulator.internal.controlplane.Recorded.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.testing.Aws;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorizers are taken, shown and refused as the service was recorded to do it. */
class RecordedAuthorizersTest {
  private static final String URI = Caller.uri("Echo");
  private static final String ROLE = "arn:aws:iam::123456789012:role/gateway";

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
    return caller.call(
        "POST",
        api + "/authorizers",
        "{'authorizerType':'REQUEST','authorizerUri':'%s','name':'guard'%s}".formatted(URI, more));
  }

  private String existing(String more) {
    return caller.create(
        api + "/authorizers",
        "{'authorizerType':'REQUEST','authorizerUri':'%s','name':'guard'%s}".formatted(URI, more),
        "authorizerId");
  }

  private HttpResponse<String> update(String id, String change) {
    return caller.call("PATCH", api + "/authorizers/" + id, change);
  }

  @Test
  @Aws({"REC-140", "REC-145", "ID-08"})
  void aNewAuthorizerIsShownWithWhatItWasGivenAndNoMore() {
    String shown =
        "{'authorizerId':'ID','authorizerType':'REQUEST','authorizerUri':'%s','name':'guard'}"
            .formatted(URI);
    assertAnswer(create(""), 201, shown);
    caller.delete(api);
    createApi();
    assertAnswer(
        create(
            ",'authorizerCredentialsArn':'%s','identitySource':['route.request.header.A'],'identityValidationExpression':'^probe-.*$'"
                .formatted(ROLE)),
        201,
        "{'authorizerCredentialsArn':'%s','authorizerId':'ID','authorizerType':'REQUEST','authorizerUri':'%s','identitySource':['route.request.header.A'],'identityValidationExpression':'^probe-.*$','name':'guard'}"
            .formatted(ROLE, URI));
  }

  @ParameterizedTest
  @Aws({"REC-145", "AU-10"})
  @ValueSource(strings = {"[]", "['']"})
  void emptySourcesAreNoSources(String sources) {
    String shown =
        "{'authorizerId':'ID','authorizerType':'REQUEST','authorizerUri':'%s','name':'guard'}"
            .formatted(URI);
    assertAnswer(create(",'identitySource':" + sources), 201, shown);
    String id = text(caller.get(api + "/authorizers").child("items").orElseThrow(), "0");
    assertThat(id).isNotEmpty();
    caller.delete(api);
    createApi();
    String other = existing(",'identitySource':['route.request.header.A']");
    assertAnswer(update(other, "{'identitySource':%s}".formatted(sources)), 200, shown);
  }

  @ParameterizedTest
  @Aws({"REC-141", "AU-01", "NS-01"})
  @ValueSource(strings = {"JWT", "TOKEN"})
  void onlyRequestAuthorizersAreTaken(String type) {
    String message =
        "Invalid authorizer type. Only REQUEST authorizer type is supported on WEBSOCKET protocol"
            + " Apis.";
    assertBadRequest(
        caller.call(
            "POST",
            api + "/authorizers",
            "{'authorizerType':'%s','authorizerUri':'%s','name':'guard'}".formatted(type, URI)),
        message);
    assertBadRequest(update(existing(""), "{'authorizerType':'%s'}".formatted(type)), message);
  }

  @ParameterizedTest
  @Aws({"REC-142", "REC-143", "REC-144", "AU-21", "AU-27", "CP-16"})
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "'authorizerPayloadFormatVersion':'1.0'|AuthorizerPayloadFormatVersion",
        "'authorizerPayloadFormatVersion':'2.0'|AuthorizerPayloadFormatVersion",
        "'enableSimpleResponses':true|EnableSimpleResponses",
        "'enableSimpleResponses':false|EnableSimpleResponses",
        "'enableSimpleResponses':true,'authorizerPayloadFormatVersion':'2.0'|AuthorizerPayloadFormatVersion",
        "'authorizerResultTtlInSeconds':0|AuthorizerResultTtlInSeconds",
        "'authorizerResultTtlInSeconds':1|AuthorizerResultTtlInSeconds",
        "'authorizerResultTtlInSeconds':60|AuthorizerResultTtlInSeconds",
        "'authorizerResultTtlInSeconds':3600|AuthorizerResultTtlInSeconds",
        "'authorizerResultTtlInSeconds':-1|AuthorizerResultTtlInSeconds",
        "'authorizerResultTtlInSeconds':3601|AuthorizerResultTtlInSeconds",
      })
  void whatHttpApisHaveCannotBeSet(String members, String name) {
    String message = name + " cannot be set for WEBSOCKET protocol Apis.";
    assertBadRequest(create("," + members), message);
    assertBadRequest(update(existing(""), "{%s}".formatted(members)), message);
  }

  @Test
  @Aws("REC-142")
  void anEmptyPayloadVersionIsRefusedOfANewAuthorizerOnly() {
    assertBadRequest(
        create(",'authorizerPayloadFormatVersion':''"),
        "AuthorizerPayloadFormatVersion cannot be set for WEBSOCKET protocol Apis.");
    assertAnswer(
        update(existing(""), "{'authorizerPayloadFormatVersion':''}"),
        200,
        "{'authorizerId':'ID','authorizerType':'REQUEST','authorizerUri':'%s','name':'guard'}"
            .formatted(URI));
  }

  @ParameterizedTest
  @Aws({"REC-146", "CP-27", "AU-11"})
  @ValueSource(
      strings = {
        "route.request.header.",
        "invalid",
        "$request.header.X",
        "$request.querystring.X",
        "$context.routeKey",
        "$stageVariables.x",
        "route.request.context.routeKey",
        "route.request.stageVariables.x",
        "method.request.header.X",
        "route.request.body.action",
        "route.request.header.Invalid Name"
      })
  void aSourceOfAnotherFormIsRefused(String source) {
    String message =
        "Invalid request identity source expression: "
            + source
            + ". The sources must be separated by comma, and each source must be either a request"
            + " parameter, matching 'route.request.querystring|header.[a-zA-Z0-9._-]+', or a stage"
            + " variable, matching 'stageVariables.[a-zA-Z0-9._-]+', or a context parameter,"
            + " matching 'context.[a-zA-Z0-9._-]+'";
    assertBadRequest(create(",'identitySource':['%s']".formatted(source)), message);
    assertBadRequest(update(existing(""), "{'identitySource':['%s']}".formatted(source)), message);
  }

  @ParameterizedTest
  @Aws({"REC-147", "AU-11"})
  @ValueSource(
      strings = {
        "'route.request.querystring.tenant'",
        "'route.request.header.X','route.request.querystring.tenant'",
        "'context.routeKey'",
        "'stageVariables.tenant'"
      })
  void sourcesOfTheThreeFormsAreKept(String sources) {
    assertThat(create(",'identitySource':[%s]".formatted(sources)).body())
        .contains("\"identitySource\":[%s]".formatted(sources.replace('\'', '"')));
  }

  @Test
  @Aws("REC-148")
  void aValidationExpressionIsARegularExpression() {
    assertBadRequest(
        create(",'identityValidationExpression':''"),
        "IdentityValidationExpression must not be empty.");
    String invalid = "Invalid validation expression: [";
    assertBadRequest(create(",'identityValidationExpression':'['"), invalid);
    String id = existing(",'identityValidationExpression':'^a$'");
    assertBadRequest(update(id, "{'identityValidationExpression':'['}"), invalid);
    assertThat(update(id, "{'identityValidationExpression':'^b$'}").body()).contains("\"^b$\"");
    HttpResponse<String> cleared = update(id, "{'identityValidationExpression':''}");
    assertThat(cleared.statusCode()).isEqualTo(200);
    assertThat(cleared.body()).doesNotContain("identityValidationExpression");
  }

  @Test
  @Aws("REC-149")
  void theRoleOfAnAuthorizerIsOneOrIsCleared() {
    String message = "Invalid role ARN";
    assertBadRequest(create(",'authorizerCredentialsArn':''"), message);
    assertBadRequest(create(",'authorizerCredentialsArn':'not-an-arn'"), message);
    String id = existing(",'authorizerCredentialsArn':'%s'".formatted(ROLE));
    assertBadRequest(update(id, "{'authorizerCredentialsArn':'not-an-arn'}"), message);
    assertThat(text(caller.get(api + "/authorizers/" + id), "authorizerCredentialsArn"))
        .isEqualTo(ROLE);
    HttpResponse<String> cleared = update(id, "{'authorizerCredentialsArn':''}");
    assertThat(cleared.statusCode()).isEqualTo(200);
    assertThat(cleared.body()).doesNotContain("authorizerCredentialsArn");
  }

  @Test
  @Aws("REC-150")
  void aChangeIsDoneAsAWholeOrNotAtAll() {
    String id = existing("");
    assertBadRequest(
        update(id, "{'name':'other','authorizerResultTtlInSeconds':60}"),
        "AuthorizerResultTtlInSeconds cannot be set for WEBSOCKET protocol Apis.");
    assertThat(update(id, "{'name':'other','identitySource':['invalid']}").statusCode())
        .isEqualTo(400);
    assertThat(text(caller.get(api + "/authorizers/" + id), "name")).isEqualTo("guard");
  }

  @Test
  @Aws({"REC-137", "CP-18"})
  void anUnknownAuthorizerIsNotFound() {
    for (String method : List.of("GET", "PATCH", "DELETE")) {
      assertNotFound(
          caller.call(method, api + "/authorizers/none", "{'name':'other'}"),
          "Invalid Authorizer identifier specified");
    }
  }

  @Test
  @Aws("REC-139")
  void anAuthorizerThatARouteNeedsStays() {
    String id = existing("");
    String route =
        caller.create(
            api + "/routes",
            "{'routeKey':'$connect','authorizationType':'CUSTOM','authorizerId':'%s'}"
                .formatted(id),
            "routeId");
    assertRefused(
        caller.call("DELETE", api + "/authorizers/" + id, ""),
        409,
        "ConflictException",
        "Cannot delete authorizer 'guard', is referenced in route: $connect");
    caller.delete(api + "/routes/" + route);
    caller.delete(api + "/authorizers/" + id);
  }

  @Test
  @Aws({"REC-138", "CP-06"})
  void authorizersAreListedByTheirIds() {
    assertAnswer(caller.call("GET", api + "/authorizers", ""), 200, "{'items':[]}");
    for (int i = 0; i < 9; i++) {
      caller.create(
          api + "/authorizers",
          "{'authorizerType':'REQUEST','authorizerUri':'%s','name':'g%d'}".formatted(URI, i));
    }
    List<String> ids = new ArrayList<>();
    caller
        .get(api + "/authorizers")
        .child("items")
        .orElseThrow()
        .elements()
        .forEach(one -> ids.add(text(one, "authorizerId")));
    assertThat(ids).hasSize(9).isSorted();
    assertThat(caller.get(api + "/authorizers").child("nextToken")).isEmpty();
  }
}
