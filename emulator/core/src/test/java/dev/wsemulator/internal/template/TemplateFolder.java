package dev.wsemulator.internal.template;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsemulator.Template;
import dev.wsemulator.internal.controlplane.store.CompiledResources;
import dev.wsemulator.internal.engine.TemplateSource;
import dev.wsemulator.stack.Problem;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.stack.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A folder with a template to import, and with a class for functions to have. */
public record TemplateFolder(Path folder) {
  /** The first lines of every template of {@link #sam}. */
  private static final String HEAD = "Transform: AWS::Serverless-2016-10-31\n";

  /** A function named Echo, as a resource. */
  public static final String ECHO =
      """
        Echo:
          Type: AWS::Serverless::Function
          Properties:
            Handler: app.Echo
            Runtime: java17
            CodeUri: code
      """;

  /** An API named Chat with a stage, as resources. */
  public static final String CHAT =
      """
        Chat:
          Type: AWS::ApiGatewayV2::Api
          Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        ChatStage:
          Type: AWS::ApiGatewayV2::Stage
          Properties: {ApiId: !Ref Chat, StageName: dev, AutoDeploy: true}
        EchoIntegration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Chat
            IntegrationType: AWS_PROXY
            IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations
      """;

  public static TemplateFolder in(Path temporary) {
    try {
      Path folder = Files.createDirectories(temporary.resolve("My App"));
      Files.write(
          Files.createDirectories(folder.resolve("code/app")).resolve("Echo.class"), new byte[1]);
      return new TemplateFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Stack load(String template) {
    return load(template, Map.of());
  }

  public Stack load(String template, Map<String, String> parameters) {
    return TemplateImporter.read(
        new TemplateSource(write(template), parameters, Map.of()), new CompiledResources());
  }

  /** Loads a template without what cannot run. */
  public Stack withoutUnrunnable(String resources) {
    return TemplateImporter.read(
        new TemplateSource(
            List.of(write(HEAD + "Resources:\n" + resources)),
            Map.of(),
            Map.of(),
            Map.of(),
            Set.of(),
            true),
        new CompiledResources());
  }

  /** Loads a template with a function that is served elsewhere. */
  public Stack elsewhere(String resources, String function, URI endpoint) {
    Path file = write(HEAD + "Resources:\n" + resources);
    return Template.of(file).function(function, endpoint).load();
  }

  /** Loads several templates. */
  public static Stack load(List<Path> files, Map<String, String> parameters) {
    return TemplateImporter.read(
        new TemplateSource(files, parameters, Map.of(), Map.of(), Set.of(), false),
        new CompiledResources());
  }

  /** Returns what is wrong with a template if a function is skipped. */
  public List<String> problemsSkipping(String resources, String function) {
    TemplateSource source =
        new TemplateSource(
            List.of(write(HEAD + "Resources:\n" + resources)),
            Map.of(),
            Map.of(),
            Map.of(),
            Set.of(function),
            false);
    TemplateException wrong =
        catchThrowableOfType(
            TemplateException.class, () -> TemplateImporter.read(source, new CompiledResources()));
    return wrong == null ? List.of() : texts(wrong);
  }

  public static List<String> problems(List<Path> files) {
    return texts(catchThrowableOfType(TemplateException.class, () -> load(files, Map.of())));
  }

  private static List<String> texts(TemplateException wrong) {
    return wrong.problems().stream().map(Problem::toString).toList();
  }

  /** Loads a template of SAM with these resources. */
  public Stack sam(String resources) {
    return load(HEAD + "Resources:\n" + resources);
  }

  public List<String> problemsOfSam(String resources) {
    return problems(HEAD + "Resources:\n" + resources);
  }

  public List<String> problems(String template) {
    return problems(template, Map.of());
  }

  public List<String> problems(String template, Map<String, String> parameters) {
    return texts(catchThrowableOfType(TemplateException.class, () -> load(template, parameters)));
  }

  /** Loads a template whose only output is this expression, on line 1 of it. */
  public String valueOf(String expression, String otherSections) {
    return valueOf(expression, otherSections, "Other: {Type: AWS::Logs::LogGroup}");
  }

  /** The same with one more resource. */
  public String valueOf(String expression, String otherSections, String resource) {
    return load("""
            %s
            Resources:
              Documents: {Type: AWS::S3::Bucket, Properties: {BucketName: documents}}
              Connections: {Type: AWS::DynamoDB::Table, Properties: {KeySchema: [{AttributeName: id, KeyType: HASH}], AttributeDefinitions: [{AttributeName: id, AttributeType: S}]}}
              Queue: {Type: AWS::SQS::Queue}
              %s
              Chat: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}}
              ChatStage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Chat, StageName: dev, AutoDeploy: true}}
            Outputs:
              Out:
                Value: %s
            """
            .formatted(otherSections, resource, expression))
        .outputs()
        .get("Out");
  }

  private Path write(String template) {
    return file("template.yaml", template);
  }

  /** Writes a file of this folder. */
  public Path file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
