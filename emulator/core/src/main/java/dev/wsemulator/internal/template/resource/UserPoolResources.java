package dev.wsemulator.internal.template.resource;

import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.document.YamlValue;
import dev.wsemulator.stack.CognitoUserPool;
import dev.wsemulator.stack.CognitoUserPool.AppClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Reads user pools and their app clients.
 *
 * @param resources all resources, resolved
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html">AWS::Cognito::UserPool</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html">AWS::Cognito::UserPoolClient</a>
 */
public record UserPoolResources(List<Resource> resources, Problems problems) {

  /** Returns the pools, with their clients. */
  public List<CognitoUserPool> userPools() {
    return resources.stream()
        .filter(one -> one.is(ResourceKind.USER_POOL))
        .map(this::pool)
        .toList();
  }

  private CognitoUserPool pool(Resource pool) {
    pool.properties()
        .get("LambdaConfig")
        .ifPresent(
            triggers ->
                problems.warning(
                    triggers.line(),
                    "%s has no effect here: the pool signs tokens only, and runs no triggers."
                        .formatted(pool.path("LambdaConfig"))));
    List<AppClient> clients =
        resources.stream()
            .filter(one -> one.is(ResourceKind.USER_POOL_CLIENT))
            .filter(one -> one.properties().textOf("UserPoolId").orElse("").equals(pool.ref()))
            .map(UserPoolResources::client)
            .toList();
    return new CognitoUserPool(pool.ref(), pool.id(), clients);
  }

  private static AppClient client(Resource client) {
    return new AppClient(
        client.ref(),
        client.id(),
        lifetime(client.properties(), "IdToken"),
        lifetime(client.properties(), "AccessToken"));
  }

  private static Duration lifetime(YamlValue client, String token) {
    String unit = client.at("TokenValidityUnits", token).map(YamlValue::text).orElse("hours");
    return client
        .textOf(token + "Validity")
        .filter(text -> text.matches("[1-9]\\d{0,5}"))
        .map(Long::parseLong)
        .map(
            number ->
                switch (unit.toLowerCase(Locale.ROOT)) {
                  case "seconds" -> Duration.ofSeconds(number);
                  case "minutes" -> Duration.ofMinutes(number);
                  case "days" -> Duration.ofDays(number);
                  default -> Duration.ofHours(number);
                })
        .orElse(AppClient.LIFETIME);
  }
}
