package dev.wsemulator.internal.engine;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.List;

/**
 * Definitions in Java, in addition to a stack. Immutable.
 *
 * @param apis WebSocket APIs
 * @param httpApis HTTP and REST APIs
 * @param domainNames custom domain names
 * @param functions functions; they replace those of the stack with the same name
 */
public record BuilderResources(
    List<WebSocketApi> apis,
    List<HttpApi> httpApis,
    List<DomainName> domainNames,
    List<FunctionDefinition> functions) {
  /** Copies all of it. */
  public BuilderResources {
    apis = List.copyOf(apis);
    httpApis = List.copyOf(httpApis);
    domainNames = List.copyOf(domainNames);
    functions = List.copyOf(functions);
  }
}
