package dev.wsemulator.internal.template;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.HttpApi;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.engine.TemplateSource;
import dev.wsemulator.internal.template.code.CodeLocation;
import dev.wsemulator.internal.template.code.GivenCode;
import dev.wsemulator.internal.template.code.HandlerNames;
import dev.wsemulator.internal.template.document.Inputs;
import dev.wsemulator.internal.template.document.Problems;
import dev.wsemulator.internal.template.document.Resource;
import dev.wsemulator.internal.template.event.AsyncResources;
import dev.wsemulator.internal.template.event.RuleResources;
import dev.wsemulator.internal.template.event.TopicResources;
import dev.wsemulator.internal.template.httpapi.HttpApiResources;
import dev.wsemulator.internal.template.intrinsic.KnownProperties;
import dev.wsemulator.internal.template.intrinsic.StackLocation;
import dev.wsemulator.internal.template.load.DeploymentCheck;
import dev.wsemulator.internal.template.load.LoadedTemplate;
import dev.wsemulator.internal.template.load.Templates;
import dev.wsemulator.internal.template.resource.ApiResources;
import dev.wsemulator.internal.template.resource.BucketResources;
import dev.wsemulator.internal.template.resource.FunctionQualifiers;
import dev.wsemulator.internal.template.resource.FunctionResources;
import dev.wsemulator.internal.template.resource.InvocableFunctions;
import dev.wsemulator.internal.template.resource.KeptResources;
import dev.wsemulator.internal.template.resource.LayerResources;
import dev.wsemulator.internal.template.resource.OtherFunctions;
import dev.wsemulator.internal.template.resource.RolePolicies;
import dev.wsemulator.internal.template.resource.TableResources;
import dev.wsemulator.internal.template.resource.UnrunnableFunctions;
import dev.wsemulator.internal.template.resource.UserPoolResources;
import dev.wsemulator.internal.template.source.MappingResources;
import dev.wsemulator.internal.template.source.QueueResources;
import dev.wsemulator.internal.template.source.UndeclaredResources;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Bucket;
import dev.wsemulator.stack.EventSourceMapping;
import dev.wsemulator.stack.Problem;
import dev.wsemulator.stack.Queue;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.Table;
import dev.wsemulator.stack.TemplateException;
import dev.wsemulator.stack.TemplateReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Turns SAM or CloudFormation templates into a stack. Not thread-safe. */
public final class TemplateImporter {
  private final TemplateSource source;
  private final CompiledResources compiled;
  private final Problems problems;

  private TemplateImporter(TemplateSource source, Inputs inputs, CompiledResources compiled) {
    this.source = source;
    this.compiled = compiled;
    this.problems = new Problems(source.files().get(0), inputs);
  }

  /**
   * Returns the stack that the templates describe together.
   *
   * @param compiled keeps what its APIs and domain names are compiled from
   * @throws dev.wsemulator.stack.TemplateException if they cannot be used; with every problem
   */
  public static Stack read(TemplateSource source, CompiledResources compiled) {
    return read(source, new Inputs(), compiled);
  }

  /**
   * Returns the stack that the templates describe together, and takes note of their files.
   *
   * @param inputs takes note of the files, also if the templates cannot be used
   * @param compiled keeps what its APIs and domain names are compiled from
   * @throws dev.wsemulator.stack.TemplateException if they cannot be used; with every problem
   */
  public static Stack read(TemplateSource source, Inputs inputs, CompiledResources compiled) {
    return new TemplateImporter(source, inputs, compiled).read();
  }

  /**
   * Returns what reading the templates shows; nothing that is wrong with them is thrown.
   *
   * @param compiled keeps what its APIs and domain names are compiled from
   */
  public static TemplateReport report(TemplateSource source, CompiledResources compiled) {
    TemplateImporter importer = new TemplateImporter(source, new Inputs(), compiled);
    List<Problem> problems = new ArrayList<>();
    Stack stack = null;
    try {
      stack = importer.read();
    } catch (TemplateException e) {
      problems.addAll(e.problems());
    }
    problems.addAll(importer.problems.warnings());
    return new TemplateReport(stack, problems);
  }

  private Stack read() {
    Templates templates = new Templates(source, problems);
    List<Resource> resources = new ArrayList<>();
    Map<String, String> outputs = new LinkedHashMap<>();
    for (LoadedTemplate template : templates.roots()) {
      resources.addAll(template.resources());
      template
          .outputs()
          .forEach(
              (name, value) -> {
                boolean isTaken = outputs.containsKey(name);
                outputs.put(isTaken ? template.stackName() + "." + name : name, value);
              });
    }
    templates.environment().checkNames();
    checkNames(resources);
    return stack(resources, outputs, templates.account(templates.roots().get(0).stackName()));
  }

  private Stack stack(
      List<Resource> resources, Map<String, String> outputs, StackLocation account) {
    RolePolicies policies = new RolePolicies(resources, account, problems);
    List<FunctionDefinition> functions = functions(resources, policies, account);
    InvocableFunctions invocable = new InvocableFunctions(functions, source.skipsUnrunnable());
    ApiResources apis = new ApiResources(resources, invocable, account, problems);
    HttpApiResources httpApis = new HttpApiResources(resources, invocable, account, problems);
    resources.stream()
        .filter(one -> !httpApis.reads(one))
        .forEach(one -> KnownProperties.check(one, problems));
    Stack.Builder stack =
        Stack.builder()
            .name(account.stackName())
            .region(account.region())
            .accountId(account.accountId())
            .functions(functions)
            .outputs(outputs)
            .functionNames(functionNames(resources));
    addStores(stack, resources, invocable);
    List<Resource> named = new UndeclaredResources(resources, account, problems).withNamed();
    addSources(stack, named, invocable);
    addEvents(stack, named, account);
    addKept(stack, resources, account);
    List<DomainName> domains = apis.domainNames();
    List<DomainName> otherDomains = httpApis.domainNames();
    List<WebSocketApi> found = apis.apis();
    List<HttpApi> others = httpApis.apis();
    checkDeployment(found, resources, account);
    apis.keep(compiled, found, domains);
    return stack
        .apis(found)
        .httpApis(others)
        .domainNames(domains(domains, otherDomains))
        .permissions(
            new PermissionResources(resources, account)
                .read(policies.roles(), httpApis.permissions(others)))
        .warnings(problems.warnings().stream().map(Problem::toString).toList())
        .build();
  }

  /** Adds tables and buckets. */
  private void addStores(
      Stack.Builder stack, List<Resource> resources, InvocableFunctions functions) {
    TableResources tables = new TableResources(problems);
    BucketResources buckets = new BucketResources(resources, functions, problems);
    List<Table> foundTables = new ArrayList<>();
    List<Bucket> foundBuckets = new ArrayList<>();
    for (Resource resource : resources) {
      switch (resource.kind()) {
        case TABLE, GLOBAL_TABLE, SAM_TABLE ->
            foundTables.add(tables.table(resource, resource.ref()));
        case BUCKET -> foundBuckets.add(buckets.bucket(resource));
        default -> {}
      }
    }
    stack.tables(foundTables).buckets(foundBuckets);
  }

  /** Adds queues, and what leads them to functions. */
  private void addSources(
      Stack.Builder stack, List<Resource> resources, InvocableFunctions functions) {
    QueueResources queues = new QueueResources(resources, problems);
    MappingResources mappings = new MappingResources(functions, queues, resources, problems);
    List<Queue> foundQueues = new ArrayList<>();
    List<EventSourceMapping> foundMappings = new ArrayList<>();
    for (Resource resource : resources) {
      switch (resource.kind()) {
        case QUEUE -> foundQueues.add(queues.queue(resource));
        case EVENT_SOURCE_MAPPING -> mappings.mapping(resource).ifPresent(foundMappings::add);
        default -> {}
      }
    }
    stack.queues(foundQueues).eventSourceMappings(foundMappings);
  }

  /** Adds topics, buses, rules and schedules. */
  private void addEvents(Stack.Builder stack, List<Resource> resources, StackLocation account) {
    RuleResources rules = new RuleResources(resources, account, problems);
    stack
        .topics(new TopicResources(resources, account, problems).topics())
        .eventBuses(rules.buses())
        .rules(rules.rules());
  }

  /** Adds what functions read while they run. */
  private void addKept(Stack.Builder stack, List<Resource> resources, StackLocation account) {
    KeptResources kept = new KeptResources(resources, source.parameters(), account, problems);
    stack
        .parameters(kept.parameters())
        .secrets(kept.secrets())
        .userPools(new UserPoolResources(resources, problems).userPools());
  }

  /** Joins the domain names of both kinds of APIs; one belongs to one kind only. */
  private static List<DomainName> domains(List<DomainName> webSocket, List<DomainName> http) {
    List<DomainName> all = new ArrayList<>(webSocket);
    all.removeIf(
        one ->
            one.mappings().isEmpty()
                && http.stream().anyMatch(other -> other.name().equals(one.name())));
    all.addAll(http);
    return all;
  }

  private void checkDeployment(
      List<WebSocketApi> apis, List<Resource> resources, StackLocation account) {
    if (problems.isEmpty()) {
      DeploymentCheck check = new DeploymentCheck(resources, account, problems);
      apis.forEach(check::check);
    }
    problems.throwIfAny();
  }

  private static Map<String, String> functionNames(List<Resource> resources) {
    Map<String, String> names = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (Resource resource : resources) {
      if (resource.isFunction() && names.put(resource.id(), resource.ref()) != null) {
        ambiguous.add(resource.id());
      }
    }
    names.keySet().removeAll(ambiguous);
    return names;
  }

  private List<FunctionDefinition> functions(
      List<Resource> resources, RolePolicies policies, StackLocation account) {
    CodeLocation code = new CodeLocation(new GivenCode(source.code()), problems);
    UnrunnableFunctions unrunnable = new UnrunnableFunctions(source, resources, problems);
    try (HandlerNames handlers = new HandlerNames(problems)) {
      FunctionResources reader =
          new FunctionResources(
              new FunctionResources.Places(
                  code, new LayerResources(resources, code, problems), handlers),
              policies,
              unrunnable,
              problems);
      List<FunctionDefinition> functions = new ArrayList<>();
      resources.stream().filter(Resource::isFunction).map(reader::read).forEach(functions::add);
      functions.addAll(
          new OtherFunctions(source, resources, problems).read(unrunnable.invoked(), handlers));
      AsyncResources asynchronous = new AsyncResources(resources, account, problems);
      return functions.stream()
          .map(new FunctionQualifiers(resources)::added)
          .map(asynchronous::added)
          .toList();
    }
  }

  private void checkNames(List<Resource> resources) {
    Set<String> names = new HashSet<>();
    for (Resource resource : resources) {
      String kind =
          switch (resource.kind()) {
            case SAM_FUNCTION, FUNCTION -> "Function";
            case TABLE, GLOBAL_TABLE, SAM_TABLE -> "Table";
            case BUCKET -> "Bucket";
            case QUEUE -> "Queue";
            case TOPIC -> "Topic";
            default -> "";
          };
      String name = resource.ref();
      if (!kind.isEmpty() && !name.isEmpty() && !names.add(kind + " " + name)) {
        problems.error(
            resource.line(),
            "%s is \"%s\", as of another %s. Give each a name of its own."
                .formatted(resource.path(kind + "Name"), name, kind.toLowerCase(Locale.ROOT)));
      }
    }
  }
}
