package dev.wsemulator.it.controlplane;

import dev.wsemulator.WebSocketApiEmulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2ClientBuilder;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** The SDK's clients, all at one endpoint, and the calls that tests begin with. */
final class Account implements AutoCloseable {
  private final URI endpoint;
  private final ApiGatewayV2Client gateway;
  private final LambdaClient lambda;

  Account(URI endpoint) {
    this.endpoint = endpoint;
    this.gateway =
        ((ApiGatewayV2ClientBuilder) at(endpoint, ApiGatewayV2Client.builder()))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build();
    this.lambda =
        ((LambdaClientBuilder) at(endpoint, LambdaClient.builder()))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build();
  }

  static Account of(WebSocketApiEmulator emulator) {
    return new Account(emulator.baseUrl());
  }

  private static AwsClientBuilder<?, ?> at(URI endpoint, AwsClientBuilder<?, ?> builder) {
    builder.endpointOverride(endpoint);
    builder.region(Region.US_EAST_1);
    builder.credentialsProvider(
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    return builder;
  }

  ApiGatewayV2Client gateway() {
    return gateway;
  }

  LambdaClient lambda() {
    return lambda;
  }

  CreateApiResponse api(String name) {
    return gateway.createApi(
        api ->
            api.name(name)
                .protocolType(ProtocolType.WEBSOCKET)
                .routeSelectionExpression("$request.body.action"));
  }

  /** Creates a function whose code is one class. */
  CreateFunctionResponse function(String name, Class<?> handler, Map<String, String> variables) {
    return lambda.createFunction(
        function ->
            function
                .functionName(name)
                .runtime(Runtime.JAVA17)
                .handler(handler.getName() + "::handle")
                .role("arn:aws:iam::123456789012:role/functions")
                .timeout(20)
                .environment(environment -> environment.variables(variables))
                .code(code -> code.zipFile(SdkBytes.fromByteArray(jar(handler)))));
  }

  /** Creates an integration with a function, and returns what routes name as their target. */
  String target(String apiId, CreateFunctionResponse function) {
    return "integrations/"
        + gateway
            .createIntegration(
                integration ->
                    integration
                        .apiId(apiId)
                        .integrationType(IntegrationType.AWS_PROXY)
                        .integrationUri(uri(function.functionArn())))
            .integrationId();
  }

  static String uri(String functionArn) {
    return "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/%s/invocations"
        .formatted(functionArn);
  }

  /** Returns what clients of a stage connect to. */
  URI webSocket(String apiId, String stage) {
    return URI.create("ws://%s/%s/%s".formatted(endpoint.getAuthority(), apiId, stage));
  }

  private static byte[] jar(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = type.getClassLoader().getResourceAsStream(name);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      in.transferTo(zip);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    gateway.close();
    lambda.close();
  }
}
