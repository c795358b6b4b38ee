package visits;

import jakarta.inject.Singleton;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** What remains of visitors, by the clients that Micronaut makes. */
@Singleton
public class Guestbook {
  private final DynamoDbClient table;
  private final S3Client bucket;

  Guestbook(DynamoDbClient table, S3Client bucket) {
    this.table = table;
    this.bucket = bucket;
  }

  void write(String visitor) {
    table.putItem(
        put ->
            put.tableName(System.getenv("TABLE"))
                .item(Map.of("visitor", AttributeValue.builder().s(visitor).build())));
    bucket.putObject(
        put -> put.bucket(System.getenv("BUCKET")).key("cards/" + visitor),
        RequestBody.fromString("It was nice here."));
  }
}
