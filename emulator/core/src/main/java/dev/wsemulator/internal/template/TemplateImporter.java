package dev.wsemulator.internal.template;

import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a SAM or CloudFormation template into a stack. Not thread-safe. */
public final class TemplateImporter {
  private static final Set<String> SILENT =
      Set.of(
          "AWS::Lambda::Permission",
          "AWS::ApiGatewayV2::Route",
          "AWS::ApiGatewayV2::RouteResponse",
          "AWS::ApiGatewayV2::Integration",
          "AWS::ApiGatewayV2::Deployment",
          "AWS::ApiGatewayV2::Stage",
          "AWS::IAM::Role");

  private final Source source;
  private final Problems problems;
  private final Value root;
  private final Account account;

  /**
   * What to import.
   *
   * @param file the template
   * @param parameters the parameters that are given
   * @param code where functions' code is, by logical id or name
   */
  public record Source(Path file, Map<String, String> parameters, Map<String, Path> code) {}

  private TemplateImporter(Source source) {
    this.source = source;
    this.problems = new Problems(source.file());
    this.root = YamlFile.read(source.file());
    this.account = new Account(stackName(source.file()), "us-east-1", "123456789012");
  }

  /**
   * Returns the stack that a template describes.
   *
   * @throws dev.wsemulator.stack.TemplateException if it cannot be used; with every problem
   */
  public static Stack read(Source source) {
    return new TemplateImporter(source).read();
  }

  /** The folder's name: what people call their application. */
  private static String stackName(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    String name = folder.getFileName() == null ? "stack" : folder.getFileName().toString();
    String clean = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return clean.replaceAll("^-|-$", "").isEmpty() ? "stack" : clean.replaceAll("^-|-$", "");
  }

  private Stack read() {
    Map<String, Value> parameters =
        new Parameters(problems)
            .values(root.get("Parameters").orElse(Value.nothing(1)), source.parameters());
    Map<String, Resource> declared = declared();
    Intrinsics intrinsics =
        new Intrinsics(
            new Scope(account, parameters, root, declared),
            root.get("Conditions").orElse(Value.nothing(1)),
            problems);
    Map<String, String> refs = new HashMap<>();
    List<Resource> resources = resolved(declared, intrinsics, refs);
    Stack stack = stack(resources, refs, outputs(intrinsics));
    problems.throwIfAny();
    return new Stack(
        stack.name(),
        stack.region(),
        stack.accountId(),
        stack.apis(),
        stack.functions(),
        stack.tables(),
        stack.buckets(),
        stack.outputs(),
        problems.warnings());
  }

  private Map<String, Resource> declared() {
    Map<String, Resource> declared = new LinkedHashMap<>();
    Value all = root.get("Resources").orElse(Value.nothing(1));
    if (all.entries().isEmpty()) {
      problems.error(all.line(), "The template has no Resources, so there is nothing to start.");
    }
    all.entries()
        .forEach(
            (id, resource) -> {
              String type = resource.textOf("Type").orElse("");
              Value own = resource.get("Properties").orElse(Value.map(resource.line(), Map.of()));
              Value properties =
                  type.equals("AWS::Serverless::Function") ? Globals.merge(root, own) : own;
              declared.put(id, new Resource(id, type, properties, resource.line()));
            });
    return declared;
  }

  private List<Resource> resolved(
      Map<String, Resource> declared, Intrinsics intrinsics, Map<String, String> refs) {
    List<Resource> resources = new ArrayList<>();
    Scope scope = intrinsics.scope();
    declared.forEach(
        (id, resource) -> {
          Value whole = root.at("Resources", id).orElseThrow();
          if (wanted(whole, intrinsics)) {
            refs.put(id, scope.physicalName(id, intrinsics));
            Value properties = intrinsics.resolve(resource.properties());
            resources.add(
                resource.with(
                    properties == null ? Value.map(resource.line(), Map.of()) : properties));
          }
        });
    return resources;
  }

  private static boolean wanted(Value declared, Intrinsics intrinsics) {
    return declared
        .textOf("Condition")
        .map(name -> intrinsics.conditions().isTrue(name, declared.line()))
        .orElse(true);
  }

  private Map<String, String> outputs(Intrinsics intrinsics) {
    Map<String, String> outputs = new LinkedHashMap<>();
    root.get("Outputs")
        .ifPresent(
            all ->
                all.entries()
                    .forEach(
                        (name, output) ->
                            output
                                .get("Value")
                                .filter(value -> wanted(output, intrinsics))
                                .ifPresent(value -> outputs.put(name, intrinsics.text(value)))));
    return outputs;
  }

  private Stack stack(
      List<Resource> resources, Map<String, String> refs, Map<String, String> outputs) {
    List<FunctionDefinition> functions = functions(resources, refs);
    Set<String> names =
        functions.stream().map(FunctionDefinition::name).collect(Collectors.toSet());
    ApiResources apis = new ApiResources(resources, refs, names, problems);
    StoreResources stores = new StoreResources(problems);
    List<WebSocketApi> found = new ArrayList<>();
    List<Stack.Table> tables = new ArrayList<>();
    List<Stack.Bucket> buckets = new ArrayList<>();
    for (Resource resource : resources) {
      String name = refs.get(resource.id());
      switch (resource.type()) {
        case "AWS::ApiGatewayV2::Api" -> apis.read(resource).ifPresent(found::add);
        case "AWS::Serverless::WebSocketApi" -> found.add(apis.readServerless(resource));
        case "AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable" ->
            tables.add(stores.table(resource, name));
        case "AWS::S3::Bucket" -> buckets.add(bucket(resource, name, resources, refs));
        default -> other(resource);
      }
    }
    return new Stack(
        account.stackName(),
        account.region(),
        account.accountId(),
        found,
        functions,
        tables,
        buckets,
        outputs,
        List.of());
  }

  private List<FunctionDefinition> functions(List<Resource> resources, Map<String, String> refs) {
    Map<String, Resource> roles = new HashMap<>();
    for (Resource resource : resources) {
      if (resource.type().equals("AWS::IAM::Role")) {
        roles.put(
            "arn:aws:iam::%s:role/%s".formatted(account.accountId(), refs.get(resource.id())),
            resource);
      }
    }
    Path folder = source.file().toAbsolutePath().getParent();
    FunctionResources reader =
        new FunctionResources(new CodeLocation(folder, source.code(), problems), roles, problems);
    return resources.stream()
        .filter(TemplateImporter::isFunction)
        .map(resource -> reader.read(resource, refs.get(resource.id())))
        .toList();
  }

  private static boolean isFunction(Resource resource) {
    return resource.type().equals("AWS::Serverless::Function")
        || resource.type().equals("AWS::Lambda::Function");
  }

  private static Stack.Bucket bucket(
      Resource bucket, String name, List<Resource> resources, Map<String, String> refs) {
    List<Stack.Notification> notifications = new ArrayList<>(StoreResources.notifications(bucket));
    for (Resource function : resources) {
      if (isFunction(function)) {
        Value events = function.properties().get("Events").orElse(Value.nothing(1));
        events
            .entries()
            .forEach(
                (id, event) -> {
                  Value properties = event.get("Properties").orElse(Value.nothing(1));
                  if (event.textOf("Type").orElse("").equals("S3")
                      && properties.textOf("Bucket").orElse("").equals(name)) {
                    notifications.add(
                        StoreResources.notification(id, refs.get(function.id()), properties));
                  }
                });
      }
    }
    return new Stack.Bucket(name, notifications, StoreResources.cors(bucket));
  }

  private void other(Resource resource) {
    if (isFunction(resource) || SILENT.contains(resource.type())) {
      return;
    }
    String what = "Resources.%s (%s)".formatted(resource.id(), resource.type());
    if (resource.type().startsWith("AWS::ApiGatewayV2::")) {
      problems.error(resource.line(), what + " is not supported yet. Remove it for local use.");
    } else {
      problems.warning(resource.line(), what + " has no effect here.");
    }
  }
}
