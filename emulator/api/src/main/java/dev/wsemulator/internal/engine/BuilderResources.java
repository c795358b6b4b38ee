package dev.wsemulator.internal.engine;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Permissions;
import dev.wsemulator.stack.Permissions.Caller;
import dev.wsemulator.stack.Permissions.Permission;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Definitions in Java, in addition to a stack. Immutable.
 *
 * @param apis APIs
 * @param domainNames custom domain names
 * @param functions functions; they replace those of the stack with the same name
 */
public record BuilderResources(
    List<WebSocketApi> apis, List<DomainName> domainNames, List<FunctionDefinition> functions) {
  /** Copies all of it. */
  public BuilderResources {
    apis = List.copyOf(apis);
    domainNames = List.copyOf(domainNames);
    functions = List.copyOf(functions);
  }

  /** Returns a stack with all this. */
  public Stack to(Stack base) {
    List<WebSocketApi> allApis = new ArrayList<>(base.apis());
    allApis.addAll(apis);
    List<DomainName> allDomains = new ArrayList<>(base.domainNames());
    allDomains.addAll(domainNames);
    List<FunctionDefinition> all = new ArrayList<>(base.functions());
    for (FunctionDefinition function : functions) {
      all.removeIf(other -> other.name().equals(function.name()));
      all.add(function);
    }
    return base.toBuilder()
        .apis(allApis)
        .domainNames(allDomains)
        .functions(all)
        .permissions(new Permissions(allPermissions(base), base.permissions().roles()))
        .build();
  }

  /** An API in Java has nothing to say who may invoke functions: it may invoke all. */
  private List<Permission> allPermissions(Stack base) {
    List<Permission> all = new ArrayList<>(base.permissions().functions());
    for (WebSocketApi api : apis) {
      all.add(
          new Permission(
              "*",
              "lambda:InvokeFunction",
              new Caller(
                  "apigateway.amazonaws.com",
                  Optional.of("arn:aws:execute-api:*:*:%s/*".formatted(api.apiId())),
                  Optional.empty())));
    }
    return all;
  }
}
