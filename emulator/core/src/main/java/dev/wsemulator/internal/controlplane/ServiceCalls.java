package dev.wsemulator.internal.controlplane;

import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.iam.ManagedPolicyCalls;
import dev.wsemulator.internal.controlplane.iam.RoleCalls;
import dev.wsemulator.internal.controlplane.logs.LogGroupCalls;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.QueryRequest;
import dev.wsemulator.internal.controlplane.store.Service;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Calls of services that have one path for all: IAM, STS and CloudWatch Logs. */
final class ServiceCalls {
  private final RoleCalls roles;
  private final ManagedPolicyCalls policies;
  private final LogGroupCalls logs;
  private final AwsAccount account;

  ServiceCalls(AwsAccount account) {
    this.account = account;
    this.policies = new ManagedPolicyCalls(account);
    this.roles = new RoleCalls(account, policies);
    this.logs = new LogGroupCalls(account);
  }

  /** Does a call, and returns the answer to it. */
  ServiceResponse call(Draft draft, Service service, HttpRequest request) {
    if (service == Service.LOGS) {
      return ServiceResponse.ok(logs.call(draft, request));
    }
    QueryRequest query = QueryRequest.of(request);
    return answer(query, service == Service.STS ? identity(query) : iam(draft, query));
  }

  private Document iam(Draft draft, QueryRequest query) {
    return query.action().contains("Role") ? roles.call(draft, query) : policies.call(draft, query);
  }

  /**
   * The caller is the owner of everything here.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
   */
  private Document identity(QueryRequest query) {
    if (!query.action().equals("GetCallerIdentity")) {
      throw query.unknown();
    }
    return Document.EMPTY
        .with("Arn", Arn.ofIam(account.accountId(), "root"))
        .with("UserId", account.accountId())
        .with("Account", account.accountId());
  }

  /** Wraps what a call returns; some clients want a result that has nothing in it, too. */
  private static ServiceResponse answer(QueryRequest query, Document result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(query.action() + "Result", result.members());
    members.put("ResponseMetadata", Map.of("RequestId", UUID.randomUUID().toString()));
    return ServiceResponse.ok(new Document(Map.of(query.action() + "Response", members)));
  }
}
