package dev.wsemulator.internal.template.httpapi;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.HttpAuthorization;
import dev.wsemulator.api.HttpIntegration;
import dev.wsemulator.api.HttpRoute;
import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.account.ResourceKind;
import dev.wsemulator.internal.iam.InvokePolicies;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.internal.template.resource.InvocableFunctions;
import dev.wsemulator.stack.Permissions.Caller;
import dev.wsemulator.stack.Permissions.Permission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the HTTP and REST APIs of templates. Not thread-safe. */
public final class HttpApiResources {
  private final List<String> others;
  private final HttpTemplate template;

  /**
   * Creates a reader.
   *
   * @param resources all resources, resolved
   * @param functions the functions that may be invoked
   */
  public HttpApiResources(
      List<Resource> resources,
      InvocableFunctions functions,
      StackLocation account,
      Problems problems) {
    this.template = new HttpTemplate(resources, functions, account, problems);
    this.others = resources.stream().filter(SecondApis::isHttp).map(Resource::ref).toList();
  }

  /** Returns whether a resource is one of API Gateway that this reads. */
  public boolean reads(Resource resource) {
    return SecondApis.isHttp(resource)
        || resource.properties().textOf("ApiId").filter(others::contains).isPresent();
  }

  /** Returns the APIs. */
  public List<HttpApi> apis() {
    List<HttpApi> apis = new ArrayList<>();
    apis.addAll(new SamApis(template).read());
    apis.addAll(new SecondApis(template).read());
    apis.addAll(new FirstApis(template).read());
    return apis;
  }

  /** Returns the custom domain names that lead to one of the APIs. */
  public List<DomainName> domainNames() {
    return new DomainReader(template).read();
  }

  /**
   * Returns the permissions that SAM adds: its APIs may invoke the functions of their routes, and
   * its REST APIs those of their authorizers.
   *
   * @param apis the APIs that were read
   */
  public List<Permission> permissions(List<HttpApi> apis) {
    Set<String> ofSam = new HashSet<>();
    template.of(ResourceKind.SAM_HTTP_API).forEach(one -> ofSam.add(one.ref()));
    template.of(ResourceKind.SAM_REST_API).forEach(one -> ofSam.add(one.ref()));
    Set<Permission> all = new LinkedHashSet<>();
    for (HttpApi api : apis) {
      for (HttpRoute route :
          ofSam.contains(api.apiId()) ? api.routes().values() : Set.<HttpRoute>of()) {
        if (route.integration() instanceof HttpIntegration.Lambda lambda) {
          all.add(allowed(lambda.callee().functionName(), api.apiId()));
        }
        if (route.authorization() instanceof HttpAuthorization.Custom custom
            && api.kind() == HttpApi.Kind.REST) {
          all.add(allowed(custom.authorizer().callee().functionName(), api.apiId()));
        }
      }
    }
    return List.copyOf(all);
  }

  private Permission allowed(String function, String apiId) {
    StackLocation account = template.account();
    return new Permission(
        function,
        InvokePolicies.INVOKE,
        new Caller(
            InvokePolicies.API_GATEWAY,
            Optional.of(Arn.ofExecuteApi(account.region(), account.accountId(), apiId + "/*")),
            Optional.empty()));
  }
}
