package dev.wsemulator.translator;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3BucketEntity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3Entity;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3EventNotificationRecord;
import com.amazonaws.services.lambda.runtime.events.models.s3.S3EventNotification.S3ObjectEntity;
import java.util.List;

/** The events that functions are invoked with, as far as they read them. */
final class Events {
  /** 2026-11-23T10:00:00Z. */
  static final long CONNECTED_AT = 1_795_428_000_000L;

  private Events() {}

  static APIGatewayV2WebSocketEvent message(String connectionId, String body) {
    APIGatewayV2WebSocketEvent.RequestContext context =
        new APIGatewayV2WebSocketEvent.RequestContext();
    context.setConnectionId(connectionId);
    context.setConnectedAt(CONNECTED_AT);
    context.setDomainName("api.example.org");
    context.setStage("dev");
    APIGatewayV2WebSocketEvent event = new APIGatewayV2WebSocketEvent();
    event.setRequestContext(context);
    event.setBody(body);
    return event;
  }

  /** Takes the key as S3 sends it: url-encoded. */
  static S3Event bucket(String eventName, String encodedKey) {
    S3Entity s3 =
        new S3Entity(
            "configuration",
            new S3BucketEntity(FakeS3.BUCKET, null, "arn:aws:s3:::" + FakeS3.BUCKET),
            new S3ObjectEntity(encodedKey, 1L, "etag", null, "0055AED6DCD90281E5"),
            "1.0");
    return new S3Event(
        List.of(
            new S3EventNotificationRecord(
                "eu-central-1", eventName, "aws:s3", null, "2.1", null, null, s3, null)));
  }
}
