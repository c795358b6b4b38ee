package dev.wsemulator.internal.template;

import dev.wsemulator.api.DomainName;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns a SAM or CloudFormation template into a stack. Not thread-safe. */
public final class TemplateImporter {
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
    if (folder.endsWith(Path.of(".aws-sam", "build"))) {
      folder = folder.getParent().getParent();
    }
    String name = folder.getFileName() == null ? "stack" : folder.getFileName().toString();
    String clean = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return clean.replaceAll("^-|-$", "").isEmpty() ? "stack" : clean.replaceAll("^-|-$", "");
  }

  private Stack read() {
    Map<String, Value> parameters =
        new Parameters(problems)
            .values(root.get("Parameters").orElse(Value.nothing(1)), source.parameters());
    TemplateFormat.check(root, problems);
    Map<String, Resource> declared = new Declarations(root, problems).resources();
    Intrinsics intrinsics =
        new Intrinsics(
            new Scope(account, parameters, root, declared),
            root.get("Conditions").orElse(Value.nothing(1)),
            problems);
    Dependencies dependencies = dependencies(declared, intrinsics.conditions());
    Map<String, String> refs = new HashMap<>();
    List<Resource> resources = resolved(declared, intrinsics, refs);
    DeploymentOrder.check(resources, webSocketApis(resources, refs), dependencies, problems);
    return stack(resources, refs, outputs(intrinsics));
  }

  private static List<String> webSocketApis(List<Resource> resources, Map<String, String> refs) {
    return resources.stream()
        .filter(resource -> resource.type().equals("AWS::ApiGatewayV2::Api"))
        .filter(api -> api.properties().textOf("ProtocolType").orElse("").equals("WEBSOCKET"))
        .map(api -> refs.get(api.id()))
        .toList();
  }

  private Dependencies dependencies(Map<String, Resource> declared, Conditions conditions) {
    conditions.check();
    References references = new References(conditions);
    root.get("Conditions")
        .orElse(Value.nothing(1))
        .entries()
        .forEach(
            (name, condition) ->
                references.of(condition).stream()
                    .filter(declared::containsKey)
                    .forEach(
                        id ->
                            problems.error(
                                condition.line(),
                                "Conditions.%s refers to the resource %s, which is not made yet. Refer to parameters only."
                                    .formatted(name, id))));
    Dependencies dependencies = new Dependencies(root, declared, references);
    dependencies.checkCircles(problems);
    return dependencies;
  }

  private List<Resource> resolved(
      Map<String, Resource> declared, Intrinsics intrinsics, Map<String, String> refs) {
    List<Resource> resources = new ArrayList<>();
    for (Resource resource : declared.values()) {
      boolean isWanted =
          resource
              .condition()
              .map(name -> intrinsics.conditions().isTrue(name, resource.line()))
              .orElse(true);
      if (isWanted && KnownProperties.isKnown(resource.type())) {
        refs.put(resource.id(), intrinsics.scope().physicalName(resource.id(), intrinsics));
        resources.add(resource.with(properties(resource, intrinsics)));
      } else if (isWanted) {
        notServed(resource, declared);
      }
    }
    return resources;
  }

  private Value properties(Resource resource, Intrinsics intrinsics) {
    Value properties = intrinsics.resolve(resource.properties());
    if (properties != null && properties.isMap()) {
      return properties;
    }
    problems.error(
        resource.line(),
        "Resources.%s.Properties is an intrinsic. Write the properties out."
            .formatted(resource.id()));
    return Value.map(resource.line(), Map.of());
  }

  /** Parts of WebSocket APIs that are not served change what clients see; all else does not. */
  private void notServed(Resource resource, Map<String, Resource> declared) {
    String what = "Resources.%s (%s)".formatted(resource.id(), resource.type());
    boolean isOfHttpApi =
        resource
            .properties()
            .at("ApiId", "Ref")
            .map(id -> declared.get(String.valueOf(id.text())))
            .flatMap(api -> api.properties().textOf("ProtocolType"))
            .filter("HTTP"::equals)
            .isPresent();
    if (resource.type().startsWith("AWS::ApiGatewayV2::") && !isOfHttpApi) {
      problems.error(resource.line(), what + " is not supported yet. Remove it for local use.");
    } else {
      problems.warning(resource.line(), what + " has no effect here.");
    }
  }

  private Map<String, String> outputs(Intrinsics intrinsics) {
    Map<String, String> outputs = new LinkedHashMap<>();
    Value all = root.get("Outputs").orElse(Value.nothing(1));
    all.entries()
        .forEach(
            (name, output) -> {
              boolean isWanted =
                  output
                      .textOf("Condition")
                      .map(condition -> intrinsics.conditions().isTrue(condition, output.line()))
                      .orElse(true);
              if (output.get("Condition").filter(condition -> !condition.isText()).isPresent()) {
                problems.error(
                    output.line(),
                    "Outputs.%s.Condition is no text. Write a condition's name.".formatted(name));
              }
              if (output.get("Value").isEmpty()) {
                problems.error(output.line(), "Outputs.%s has no Value. Add one.".formatted(name));
              } else if (isWanted) {
                outputs.put(name, intrinsics.text(output.entries().get("Value")));
              }
            });
    return outputs;
  }

  private Stack stack(
      List<Resource> resources, Map<String, String> refs, Map<String, String> outputs) {
    List<FunctionDefinition> functions = functions(resources, refs);
    List<String> names = functions.stream().map(FunctionDefinition::name).toList();
    ApiResources apis = new ApiResources(resources, refs, names, problems);
    TableResources tables = new TableResources(problems);
    BucketResources buckets = new BucketResources(resources, refs, problems);
    List<WebSocketApi> foundApis = new ArrayList<>();
    List<Stack.Table> foundTables = new ArrayList<>();
    List<Stack.Bucket> foundBuckets = new ArrayList<>();
    for (Resource resource : resources) {
      KnownProperties.check(resource, problems);
      switch (resource.type()) {
        case "AWS::ApiGatewayV2::Api" -> apis.read(resource).ifPresent(foundApis::add);
        case "AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable" ->
            foundTables.add(tables.table(resource, refs.get(resource.id())));
        case "AWS::S3::Bucket" -> foundBuckets.add(buckets.bucket(resource, names));
        default -> {}
      }
    }
    List<DomainName> foundDomains =
        new DomainResources(Set.copyOf(webSocketApis(resources, refs)), problems).read(resources);
    problems.throwIfAny();
    return new Stack(
        account.stackName(),
        account.region(),
        account.accountId(),
        foundApis,
        foundDomains,
        functions,
        foundTables,
        foundBuckets,
        outputs,
        problems.warnings());
  }

  private List<FunctionDefinition> functions(List<Resource> resources, Map<String, String> refs) {
    Path folder = source.file().toAbsolutePath().normalize().getParent();
    FunctionResources reader =
        new FunctionResources(
            new CodeLocation(folder, source.code(), problems),
            new RolePolicies(resources, refs, problems),
            problems);
    checkCode(resources, refs);
    checkNames(resources, refs);
    return resources.stream()
        .filter(Resource::isFunction)
        .map(function -> reader.read(function, refs.get(function.id())))
        .toList();
  }

  private void checkNames(List<Resource> resources, Map<String, String> refs) {
    Set<String> names = new HashSet<>();
    for (Resource resource : resources) {
      String kind =
          switch (resource.type()) {
            case "AWS::Serverless::Function", "AWS::Lambda::Function" -> "Function";
            case "AWS::DynamoDB::Table", "AWS::Serverless::SimpleTable" -> "Table";
            case "AWS::S3::Bucket" -> "Bucket";
            default -> "";
          };
      String name = refs.get(resource.id());
      if (!kind.isEmpty() && !name.isEmpty() && !names.add(kind + " " + name)) {
        problems.error(
            resource.line(),
            "%s is \"%s\", as of another %s. Give each a name of its own."
                .formatted(resource.path(kind + "Name"), name, kind.toLowerCase(Locale.ROOT)));
      }
    }
  }

  private void checkCode(List<Resource> resources, Map<String, String> refs) {
    Set<String> known = new TreeSet<>();
    resources.stream()
        .filter(Resource::isFunction)
        .forEach(function -> known.addAll(List.of(function.id(), refs.get(function.id()))));
    for (String name : source.code().keySet()) {
      if (!known.contains(name)) {
        problems.error(
            1,
            "Code is given for \"%s\", which is no function of this template.%s"
                .formatted(name, Spelling.hint(name, known)));
      }
    }
  }
}
