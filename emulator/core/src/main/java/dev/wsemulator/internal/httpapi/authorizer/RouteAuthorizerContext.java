package dev.wsemulator.internal.httpapi.authorizer;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.httpapi.event.HttpCall;
import dev.wsemulator.time.TimeSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose APIs they are, and the time.
 *
 * @param region the region
 * @param accountId twelve digits
 * @param time the clock of requests
 * @param waiting the clock of timeouts, which may have none
 */
public record RouteAuthorizerContext(
    String region, String accountId, TimeSource time, TimeSource waiting) {

  /** Returns the ARN of what a request wants to call. */
  String arn(HttpCall call) {
    return arn(call, accountId);
  }

  /** Returns the same as messages show it, with the end of the account's id only. */
  String maskedArn(HttpCall call) {
    return arn(call, "********" + accountId.substring(8));
  }

  private String arn(HttpCall call, String account) {
    String path = call.target().paths().ofRoute();
    return Arn.ofExecuteApi(
        region,
        account,
        "%s/%s/%s%s"
            .formatted(
                call.target().api().apiId(),
                call.target().stage().stageName(),
                call.request().method(),
                path));
  }

  /** Returns the condition keys of a request, by which policies may decide. */
  Map<String, String> conditionKeys(HttpCall call) {
    Map<String, String> keys = new HashMap<>();
    keys.put("aws:sourceip", call.sourceIp());
    keys.put("aws:currenttime", time.now().toString());
    keys.put("aws:epochtime", Long.toString(time.now().getEpochSecond()));
    keys.put("aws:securetransport", "true");
    call.request().header("User-Agent").ifPresent(agent -> keys.put("aws:useragent", agent));
    return keys;
  }
}
