package dev.wsemulator.internal.aws.service;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The response of a service.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body
 */
public record AwsResponse(int status, String contentType, byte[] body) {
  /** What an answer says that a fault was injected into. */
  public static final String INJECTED = "Injected failure.";

  /** Returns a response of the AWS JSON protocol in a version, such as {@code 1.0}. */
  public static AwsResponse json(String version, int status, Map<String, ?> body) {
    return new AwsResponse(status, "application/x-amz-json-" + version, AwsJson.write(body));
  }

  /** Returns an error of the AWS JSON protocol. */
  public static AwsResponse jsonError(String version, int status, String type, String text) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("__type", type);
    body.put("message", text);
    return json(version, status, body);
  }

  /** Returns a response in XML. */
  public static AwsResponse xml(int status, String body) {
    return new AwsResponse(status, "application/xml", body.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes it. */
  public void write(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
