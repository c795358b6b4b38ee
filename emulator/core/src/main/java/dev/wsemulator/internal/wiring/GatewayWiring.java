package dev.wsemulator.internal.wiring;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.internal.authorizer.ConnectAuthorizers;
import dev.wsemulator.internal.connection.ConnectionIds;
import dev.wsemulator.internal.engine.EmulatorPlan;
import dev.wsemulator.internal.fault.FaultyDelivery;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.function.NoTimeouts;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.httpapi.HttpApis;
import dev.wsemulator.internal.httpapi.HttpDependencies;
import dev.wsemulator.internal.httpapi.authorizer.RouteAuthorizerContext;
import dev.wsemulator.internal.httpapi.authorizer.RouteAuthorizers;
import dev.wsemulator.internal.httpapi.authorizer.TokenKeys;
import dev.wsemulator.internal.iam.SignatureVerifier;
import dev.wsemulator.internal.integration.AwsServices;
import dev.wsemulator.internal.integration.IntegrationInvokers;
import dev.wsemulator.internal.integration.InvokePermissions;
import dev.wsemulator.internal.management.CallerCheck;
import dev.wsemulator.internal.management.ConnectionsEndpoint;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.TimeSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the gateway and the endpoint of its connections together.
 *
 * @param services calls AWS services for integrations
 * @param verifier verifies signatures
 */
record GatewayWiring(Foundation foundation, AwsServices services, SignatureVerifier verifier) {

  /** Returns what deploys APIs; those of the stack are deployed. */
  Deployer deployer(FunctionRuntime runtime, InvokePermissions permissions) {
    EmulatorPlan plan = foundation.plan();
    Stack stack = plan.stack();
    IntegrationInvokers invokers = invokers(runtime, permissions);
    ConnectAuthorizers.AuthorizerContext context =
        new ConnectAuthorizers.AuthorizerContext(
            stack.region(), stack.accountId(), waiting(), plan.quotas().authorizerResultBytes());
    Deployer deployer =
        new Deployer(
            invokers,
            new ConnectAuthorizers(invokers, verifier, context),
            plan.quotas(),
            new Deployer.Telemetry(foundation.metrics(), foundation.logs()));
    stack.apis().forEach(deployer::deploy);
    return deployer;
  }

  /** Returns the custom domain names that do not lead to HTTP or REST APIs. */
  static List<DomainName> webSocketDomains(Stack stack) {
    Set<String> others = stack.httpApis().stream().map(HttpApi::apiId).collect(Collectors.toSet());
    return stack.domainNames().stream()
        .filter(domain -> domain.mappings().stream().noneMatch(one -> others.contains(one.apiId())))
        .toList();
  }

  private TimeSource waiting() {
    return foundation.plan().debugged() ? new NoTimeouts(foundation.time()) : foundation.time();
  }

  private IntegrationInvokers invokers(FunctionRuntime runtime, InvokePermissions permissions) {
    return new IntegrationInvokers(runtime, services, waiting(), foundation.http(), permissions);
  }

  /** Returns the HTTP and REST APIs, ready. */
  HttpApis httpApis(FunctionRuntime runtime, InvokePermissions permissions, TokenKeys keys) {
    Stack stack = foundation.stack();
    IntegrationInvokers invokers = invokers(runtime, permissions);
    RouteAuthorizerContext context =
        new RouteAuthorizerContext(stack.region(), stack.accountId(), foundation.time(), waiting());
    return new HttpApis(
        stack.httpApis(),
        stack.domainNames(),
        new HttpDependencies(
            invokers,
            new RouteAuthorizers(invokers, verifier, keys, context),
            foundation.journal(),
            new HttpDependencies.Clock(foundation.time(), waiting(), stack.accountId())));
  }

  Gateway gateway(Deployer deployer) {
    EmulatorPlan plan = foundation.plan();
    Path state = plan.state();
    return new Gateway(
        deployer,
        webSocketDomains(plan.stack()),
        new Gateway.Running(
            foundation.journal(),
            foundation.time(),
            plan.quotas(),
            new FaultyDelivery(foundation.faults(), foundation.time()),
            state == null ? ConnectionIds.ofThisRun() : ConnectionIds.keptIn(state)));
  }

  /** Returns the endpoint by which back ends reach the connections. */
  ConnectionsEndpoint connections(Gateway gateway, Deployer deployer) {
    EmulatorPlan plan = foundation.plan();
    Stack stack = plan.stack();
    CallerCheck callers =
        new CallerCheck(
            verifier, new CallerCheck.Account(stack.region(), stack.accountId(), plan.verified()));
    return new ConnectionsEndpoint(
        gateway.connections(),
        callers,
        new ConnectionsEndpoint.Limits(plan.quotas(), deployer.calls()),
        new ConnectionsEndpoint.Recorder(foundation.time(), foundation.journal()));
  }
}
