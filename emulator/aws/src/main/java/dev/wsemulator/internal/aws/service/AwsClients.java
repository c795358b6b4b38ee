package dev.wsemulator.internal.aws.service;

import dev.wsemulator.lambda.AccessKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Makes clients of one endpoint that sign with one key, and closes them. Thread-safe. */
public final class AwsClients implements AutoCloseable {
  private final URI endpoint;
  private final Region region;
  private final AccessKey key;
  private final List<SdkAutoCloseable> open = new ArrayList<>(); // guarded by this

  public AwsClients(URI endpoint, String region, AccessKey key) {
    this.endpoint = endpoint;
    this.region = Region.of(region);
    this.key = key;
  }

  /** Returns the endpoint, for messages. */
  public URI endpoint() {
    return endpoint;
  }

  /** Returns the client that the builder makes, for this endpoint. */
  public synchronized <
          C extends SdkAutoCloseable, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>>
      C open(B builder) {
    C client =
        builder
            .endpointOverride(endpoint)
            .region(region)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
            .build();
    open.add(client);
    return client;
  }

  @Override
  public synchronized void close() {
    open.forEach(SdkAutoCloseable::close);
  }
}
