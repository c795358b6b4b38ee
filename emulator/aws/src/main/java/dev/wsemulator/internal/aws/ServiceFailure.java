package dev.wsemulator.internal.aws;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * How a service says that it fails, in its own protocol.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">DynamoDB</a>
 * @see <a href="https://docs.aws.amazon.com/translate/latest/APIReference/CommonErrors.html">Amazon
 *     Translate</a>
 */
record ServiceFailure(int status, String contentType, byte[] body) {

  /** Returns what a service answers with this status, in its most common case. */
  static ServiceFailure of(String service, int status) {
    if (service.equals("s3")) {
      String xml =
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>"
              .formatted(s3Code(status), "It fails on purpose.");
      return new ServiceFailure(status, "application/xml", xml.getBytes(StandardCharsets.UTF_8));
    }
    boolean dynamoDb = service.equals("dynamodb");
    String type = (dynamoDb ? "com.amazonaws.dynamodb.v20120810#" : "") + code(dynamoDb, status);
    return new ServiceFailure(
        status,
        dynamoDb ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1",
        AwsJson.write(Map.of("__type", type, "message", "It fails on purpose.")));
  }

  private static String s3Code(int status) {
    return switch (status) {
      case 403 -> "AccessDenied";
      case 404 -> "NoSuchKey";
      case 503 -> "SlowDown";
      default -> status < 500 ? "InvalidRequest" : "InternalError";
    };
  }

  private static String code(boolean dynamoDb, int status) {
    return switch (status) {
      case 400 -> dynamoDb ? "ProvisionedThroughputExceededException" : "ThrottlingException";
      case 403 -> "AccessDeniedException";
      case 503 -> "ServiceUnavailableException";
      default ->
          status < 500
              ? "ValidationException"
              : dynamoDb ? "InternalServerError" : "InternalServerException";
    };
  }

  /** Answers a call. */
  void write(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
