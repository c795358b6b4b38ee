package dev.wsemulator.it.source;

import dev.wsemulator.WebSocketApiEmulator;
import dev.wsemulator.api.Integration;
import dev.wsemulator.api.Route;
import dev.wsemulator.api.WebSocketApi;
import dev.wsemulator.aws.AwsEnvironment;
import dev.wsemulator.it.Posts;
import dev.wsemulator.journal.JournalEntry.Handshake;
import dev.wsemulator.junit.TestClient;
import dev.wsemulator.lambda.AsyncConfig;
import dev.wsemulator.lambda.FunctionDefinition;
import dev.wsemulator.lambda.LambdaFunction;
import dev.wsemulator.stack.Stack;
import dev.wsemulator.time.VirtualTime;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * An emulator by a virtual clock, whose function {@code Post} posts the event that it gets to every
 * client, and whose function {@code Fail} always fails.
 */
final class PostingFunctions implements AutoCloseable {
  static final String POST = "arn:aws:lambda:us-east-1:123456789012:function:Post";

  final VirtualTime time = new VirtualTime(Instant.parse("2025-01-01T12:00:00Z"));
  final AwsEnvironment aws = AwsEnvironment.embedded();
  final WebSocketApiEmulator emulator;

  /** Starts the emulator with what else the stack has, and with what becomes of failed events. */
  PostingFunctions(UnaryOperator<Stack.Builder> more, AsyncConfig ofFailing) {
    WebSocketApi api =
        WebSocketApi.builder("chat")
            .route(Route.of("$default", Integration.lambdaProxy("Post")))
            .build();
    LambdaFunction fail =
        event -> {
          throw new IllegalStateException("always");
        };
    Stack stack =
        more.apply(
                Stack.builder()
                    .apis(List.of(api))
                    .functions(
                        List.of(
                            FunctionDefinition.of("Post", (LambdaFunction) this::post),
                            FunctionDefinition.of("Fail", fail).toBuilder()
                                .asynchronous(ofFailing)
                                .build())))
            .build();
    emulator =
        WebSocketApiEmulator.builder()
            .stack(stack)
            .backEnd(aws)
            .time(time)
            .verifyIdentity(false)
            .start();
  }

  private byte[] post(byte[] event) throws Exception {
    String text = new String(event, StandardCharsets.UTF_8);
    for (Handshake handshake : emulator.journal().entries(Handshake.class)) {
      Posts.status(emulator.connectionsEndpoint(), handshake.connectionId(), text);
    }
    return "null".getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a client that gets what the function posts. */
  TestClient connect() {
    return TestClient.connect(emulator.webSocketUrl());
  }

  /** Returns a client of a service. */
  <C, B extends AwsClientBuilder<B, C>> C client(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    aws.accessKey().accessKeyId(), aws.accessKey().secretAccessKey())))
        .build();
  }

  @Override
  public void close() {
    emulator.close();
  }
}
