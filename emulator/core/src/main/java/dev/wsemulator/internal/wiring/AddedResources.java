package dev.wsemulator.internal.wiring;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.account.Arn;
import dev.wsemulator.internal.engine.BuilderResources;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Permissions;
import dev.wsemulator.stack.Permissions.Caller;
import dev.wsemulator.stack.Permissions.Permission;
import dev.wsemulator.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds definitions in Java to a stack. */
final class AddedResources {
  private AddedResources() {}

  /** Returns a stack with both. */
  static Stack to(Stack base, BuilderResources added) {
    List<WebSocketApi> apis = new ArrayList<>(base.apis());
    apis.addAll(added.apis());
    List<HttpApi> httpApis = new ArrayList<>(base.httpApis());
    httpApis.addAll(added.httpApis());
    List<DomainName> domainNames = new ArrayList<>(base.domainNames());
    domainNames.addAll(added.domainNames());
    List<FunctionDefinition> functions = new ArrayList<>(base.functions());
    for (FunctionDefinition function : added.functions()) {
      functions.removeIf(other -> other.name().equals(function.name()));
      functions.add(function);
    }
    return base.toBuilder()
        .apis(apis)
        .httpApis(httpApis)
        .domainNames(domainNames)
        .functions(functions)
        .permissions(new Permissions(permissions(base, added), base.permissions().roles()))
        .build();
  }

  /** An API in Java has nothing to say who may invoke functions: it may invoke all. */
  private static List<Permission> permissions(Stack base, BuilderResources added) {
    List<Permission> all = new ArrayList<>(base.permissions().functions());
    List<String> ids = new ArrayList<>();
    added.apis().forEach(api -> ids.add(api.apiId()));
    added.httpApis().forEach(api -> ids.add(api.apiId()));
    for (String id : ids) {
      String source = Arn.ofExecuteApi("*", "*", id + "/*");
      all.add(
          new Permission(
              "*",
              "lambda:InvokeFunction",
              new Caller("apigateway.amazonaws.com", Optional.of(source), Optional.empty())));
    }
    return all;
  }
}
