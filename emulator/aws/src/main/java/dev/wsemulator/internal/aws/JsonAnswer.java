package dev.wsemulator.internal.aws;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer of DynamoDB, in its JSON 1.0 protocol.
 *
 * @param status the HTTP status
 * @param body the body
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html">DynamoDB
 *     low-level API</a>
 */
record JsonAnswer(int status, Map<String, ?> body) {
  static JsonAnswer of(Map<String, ?> body) {
    return new JsonAnswer(200, body);
  }

  static JsonAnswer refusal(String type, String message) {
    return new JsonAnswer(
        400, Map.of("__type", "com.amazonaws.dynamodb.v20120810#" + type, "message", message));
  }

  void write(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
    response.write(true, ByteBuffer.wrap(AwsJson.write(body)), callback);
  }
}
