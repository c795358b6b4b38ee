package dev.wsemulator.internal.controlplane;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.account.AwsAccount;
import dev.wsemulator.internal.controlplane.apigateway.ApiCalls;
import dev.wsemulator.internal.controlplane.apigateway.Publication;
import dev.wsemulator.internal.controlplane.apigateway.ShownResources;
import dev.wsemulator.internal.controlplane.iam.RolePermissions;
import dev.wsemulator.internal.controlplane.lambda.AliasCalls;
import dev.wsemulator.internal.controlplane.lambda.CodeCalls;
import dev.wsemulator.internal.controlplane.lambda.FunctionCalls;
import dev.wsemulator.internal.controlplane.lambda.FunctionDocuments;
import dev.wsemulator.internal.controlplane.lambda.FunctionRequest;
import dev.wsemulator.internal.controlplane.lambda.InvokeCall;
import dev.wsemulator.internal.controlplane.lambda.MappingCalls;
import dev.wsemulator.internal.controlplane.lambda.PermissionCalls;
import dev.wsemulator.internal.controlplane.lambda.ServedMappings;
import dev.wsemulator.internal.controlplane.store.Callers;
import dev.wsemulator.internal.controlplane.store.Change;
import dev.wsemulator.internal.controlplane.store.CodeStore;
import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.FileLedger;
import dev.wsemulator.internal.controlplane.store.Ledger;
import dev.wsemulator.internal.controlplane.store.Mappings;
import dev.wsemulator.internal.controlplane.store.Service;
import dev.wsemulator.internal.controlplane.store.ServiceException;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.definition.FunctionUri;
import dev.wsemulator.internal.function.DeployedFunction;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.internal.gateway.Deployer;
import dev.wsemulator.internal.gateway.Gateway;
import dev.wsemulator.internal.gateway.Rollout;
import dev.wsemulator.internal.http.HttpRequest;
import dev.wsemulator.internal.http.HttpResponse;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Permissions.Permission;
import dev.wsemulator.stack.Permissions.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST APIs through which tools and SDKs define APIs and functions. Thread-safe; calls that
 * change something come one after the other, and are answered when it is served, and kept.
 */
public final class ControlPlane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

  private static final Pattern PATHS =
      Pattern.compile(
          "/v2/(apis|domainnames|tags|vpclinks|portals|portalproducts)(/.*)?|/20\\d\\d-\\d\\d-\\d\\d/.+");

  private final AwsAccount account;
  private final ControlPlaneDependencies dependencies;
  private final ApiCalls apis;
  private final ServiceCalls services;
  private final FunctionDocuments functionDocuments;
  private final FunctionCalls functions;
  private final InvokeCall invocations;
  private final Publication publication;
  private final Ledger ledger;
  private final Callers callers;
  private final boolean isKept;

  /** Replaced by every change, and not changed itself: it is read without a lock. */
  private volatile Documents current = new Documents();

  /**
   * What calls act on.
   *
   * @param gateway serves APIs
   * @param rollout brings changes before clients
   * @param deployer makes them ready
   * @param functions runs functions
   * @param admit lets a new function sign its calls
   * @param objects returns an object of S3, by bucket and key, where functions' code may be
   * @param compiled the resources that templates' APIs and domain names were compiled from
   * @param mappings lead queues and streams to functions
   */
  public record ControlPlaneDependencies(
      Gateway gateway,
      Rollout rollout,
      Deployer deployer,
      FunctionRuntime functions,
      Consumer<FunctionDefinition> admit,
      BiFunction<String, String, Optional<byte[]>> objects,
      CompiledResources compiled,
      ServedMappings mappings) {}

  /**
   * Creates a control plane, and serves what it kept.
   *
   * @param account whose resources they are
   * @param dependencies what calls act on
   * @param callers who may call
   * @param state the folder where everything is kept; {@code null} to forget it at the end
   * @throws IllegalStateException if another emulator uses the folder, or a file is damaged
   * @throws UncheckedIOException if the folder cannot be used
   */
  public ControlPlane(
      AwsAccount account,
      ControlPlaneDependencies dependencies,
      Callers callers,
      @Nullable Path state) {
    this.account = account;
    this.dependencies = dependencies;
    this.callers = callers;
    this.isKept = state != null;
    this.ledger = state == null ? Ledger.NONE : FileLedger.open(state, current);
    CodeStore code = new CodeStore(state == null ? temporaryFolder() : state.resolve("code"));
    this.functionDocuments =
        new FunctionDocuments(
            account, code, dependencies.objects(), dependencies.functions()::hasProgram);
    this.apis = new ApiCalls(account);
    this.services = new ServiceCalls(account);
    this.functions =
        new FunctionCalls(
            functionDocuments,
            dependencies.functions(),
            new MappingCalls(account, dependencies.functions(), dependencies.mappings()));
    this.invocations = new InvokeCall(dependencies.functions());
    this.publication =
        new Publication(dependencies.gateway(), dependencies.rollout(), dependencies.deployer());
    dependencies.functions().whenForgotten(this::forget);
    if (isKept) {
      try {
        restore(code);
      } catch (RuntimeException e) {
        ledger.close();
        throw e;
      }
    }
  }

  /** Removes code that no function has any more, also none that still runs. */
  private synchronized void forget(List<Path> classPath) {
    Set<String> needed = code();
    classPath.forEach(path -> functionDocuments.code().remove(path, needed));
  }

  /** Returns the names of the code that functions have. */
  private Set<String> code() {
    return Stream.of("/functions", CodeCalls.ROOT)
        .flatMap(root -> current.children(root).values().stream())
        .flatMap(function -> function.text(FunctionDocuments.CODE).stream())
        .collect(Collectors.toSet());
  }

  private void restore(CodeStore code) {
    Map<String, Document> kept = current.children("/functions");
    current.children(CodeCalls.ROOT).keySet().forEach(name -> current.remove(CodeCalls.path(name)));
    code.keepOnly(code());
    kept.forEach(
        (name, function) -> {
          if (dependencies.functions().find(name).isPresent()) {
            current.remove(FunctionDocuments.path(name)); // the template has it now
          } else {
            renew(List.of(new Renewal(name, functionDocuments.definition(function, current))));
          }
        });
    qualify();
    publication.serveAll(current);
    dependencies.mappings().serve(MappingCalls.mappings(current));
  }

  /** Returns whether a request is a call of the control plane. */
  public static boolean takes(String path, String authorization) {
    return PATHS.matcher(path).matches()
        || path.equals("/account") && authorization.contains("/apigateway/aws4_request")
        || Service.of(path, authorization) != Service.REST;
  }

  /** Lets callers read APIs and domain names of templates and Java, in place of those before. */
  public synchronized void show(List<WebSocketApi> templates, List<DomainName> domainNames) {
    current =
        new ShownResources(current, dependencies.compiled(), account).with(templates, domainNames);
  }

  /**
   * What a template defines.
   *
   * @param apis its APIs
   * @param domainNames its custom domain names
   */
  public record Templated(List<WebSocketApi> apis, List<DomainName> domainNames) {}

  /**
   * Serves the template's current definitions; those of calls and open connections stay.
   *
   * @param before what it defined before
   * @param now what it defines now
   * @param functions replaces its functions, and returns whether any has changed
   */
  public synchronized void replace(Templated before, Templated now, BooleanSupplier functions) {
    boolean changed = functions.getAsBoolean();
    CodeCalls.forgetReplaced(current, dependencies.functions());
    show(now.apis(), now.domainNames());
    publication.serve(before.apis(), now.apis());
    dependencies.gateway().serve(Mappings.served(current));
    if (changed) {
      publication.refresh();
    }
  }

  /**
   * Does a call.
   *
   * @param request the call
   * @param answer takes the answer, on any thread
   */
  public void call(HttpRequest request, Consumer<HttpResponse> answer) {
    Service service = Service.of(request);
    try {
      callers.requireSignature(request);
      if (service != Service.REST) {
        answer.accept(service.response(done(draft -> services.call(draft, service, request))));
      } else if (request.rawPath().startsWith("/20")) {
        call(FunctionRequest.of(request), answer);
      } else {
        callers.requireManage(request, account.region());
        answer.accept(done(draft -> apis.call(draft, request)).response());
      }
    } catch (ServiceException e) {
      answer.accept(service.response(e));
    } catch (IllegalArgumentException e) {
      answer.accept(service.response(ServiceException.badRequest("%s", e.getMessage())));
    } catch (RuntimeException e) {
      LOG.warn("The call {} {} failed.", request.method(), request.rawPath(), e);
      answer.accept(
          service.response(
              ServiceException.of(
                  500, "InternalServerErrorException", String.valueOf(e.getMessage()))));
    }
  }

  private void call(FunctionRequest request, Consumer<HttpResponse> answer) {
    if (request.operation().equals("POST functions/*/invocations")) {
      callers.requireInvoke(request.http(), FunctionUri.arn(account, request.name()));
      invocations.run(request, functions.notFound(request.name())).thenAccept(answer);
    } else {
      answer.accept(done(draft -> functions.call(draft, request)).response());
    }
  }

  /** Returns the answer to a call with a body over the limit. */
  public static HttpResponse tooLarge() {
    return ServiceException.of(413, "RequestTooLargeException", "Request too large").answer();
  }

  private synchronized ServiceResponse done(Function<Draft, ServiceResponse> call) {
    Draft draft = new Draft(current);
    ServiceResponse answer = call.apply(draft);
    if (!draft.changes().isEmpty()) {
      Publication.Edition edition = publication.prepare(draft.documents(), draft.changes());
      List<Renewal> renewals = renewals(draft);
      ledger.append(draft.changes());
      current = draft.documents();
      publication.serve(current, edition);
      renew(renewals);
      qualify();
      if (draft.changes().stream().anyMatch(MappingCalls::concerns)) {
        dependencies.mappings().serve(MappingCalls.mappings(current));
      }
    }
    return answer;
  }

  /** Returns what calls have allowed for a function, by its name. */
  public List<Permission> permissions(String functionName) {
    return PermissionCalls.permissions(current, functionName);
  }

  /** Returns a role that calls have created. */
  public Optional<Role> role(String arn) {
    Documents now = current;
    return RolePermissions.of(now, arn)
        .map(policy -> new Role(arn, RolePermissions.trust(now, arn), policy));
  }

  /** Lets functions be called by the aliases and versions that calls have made. */
  private void qualify() {
    current
        .children(AliasCalls.ROOT)
        .forEach(
            (name, aliases) ->
                dependencies
                    .functions()
                    .find(name)
                    .ifPresent(function -> function.qualify(AliasCalls.qualifiers(aliases))));
  }

  /** A function that is new, or different, or gone. */
  private record Renewal(String name, @Nullable FunctionDefinition definition) {}

  /** Returns functions of templates that have got other code. */
  private List<Renewal> recoded(Draft draft) {
    return draft.children(CodeCalls.ROOT).keySet().stream()
        .filter(
            name ->
                draft.changes().stream()
                    .anyMatch(change -> change.path().equals(CodeCalls.path(name))))
        .flatMap(name -> dependencies.functions().find(name).stream())
        .map(DeployedFunction::definition)
        .flatMap(
            function ->
                CodeCalls.definition(functionDocuments, draft.documents(), function).stream())
        .map(function -> new Renewal(function.name(), function))
        .toList();
  }

  private List<Renewal> renewals(Draft draft) {
    Set<String> names = new LinkedHashSet<>();
    String root = FunctionDocuments.path("");
    for (Change change : draft.changes()) {
      if (change.path().startsWith(root)) {
        names.add(change.path().substring(root.length()));
      } else if (RolePermissions.concerns(change)) {
        names.addAll(draft.children("/functions").keySet());
      }
    }
    List<Renewal> renewals = new ArrayList<>(recoded(draft));
    for (String name : names) {
      Optional<Document> function = draft.find(FunctionDocuments.path(name));
      renewals.add(
          new Renewal(
              name,
              function
                  .map(one -> functionDocuments.definition(one, draft.documents()))
                  .orElse(null)));
    }
    return renewals;
  }

  /** Another policy alone does not begin a function anew: its execution environments stay. */
  private void renew(List<Renewal> renewals) {
    FunctionRuntime runtime = dependencies.functions();
    boolean changed = false;
    for (Renewal renewal : renewals) {
      FunctionDefinition definition = renewal.definition();
      boolean isSame =
          definition != null
              && runtime
                  .find(renewal.name())
                  .map(DeployedFunction::definition)
                  .filter(
                      one -> one.toBuilder().policy(definition.policy()).build().equals(definition))
                  .isPresent();
      if (definition == null) {
        runtime.remove(renewal.name());
      } else {
        dependencies.admit().accept(definition);
      }
      if (definition != null && !isSame) {
        runtime.replace(definition);
      }
      changed |= !isSame;
    }
    if (changed) {
      publication.refresh();
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("wsemulator-code");
    } catch (IOException e) {
      throw new UncheckedIOException("There is no place for the code of functions.", e);
    }
  }

  @Override
  public synchronized void close() {
    ledger.close();
    if (!isKept) {
      functionDocuments.code().removeAll();
    }
  }
}
