package dev.wsemulator.internal.aws.service;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Answers the calls of a service that speaks AWS's JSON protocol 1.1. Signatures are not verified.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1
 *     protocol</a>
 */
public final class JsonService extends Handler.Abstract {
  private static final String VERSION = "1.1";

  private final Map<String, Function<JsonCall, Map<String, ?>>> operations = new LinkedHashMap<>();
  private final String title;

  /**
   * Creates one without operations.
   *
   * @param title the service's name for people
   */
  public JsonService(String title) {
    this.title = title;
  }

  /**
   * Adds an operation.
   *
   * @param name its name, such as {@code GetParameter}
   * @param operation returns the members of the answer, or throws a {@link ServiceError}
   */
  public JsonService on(String name, Function<JsonCall, Map<String, ?>> operation) {
    operations.put(name, operation);
    return this;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    ByteBuffer body = Content.Source.asByteBuffer(request);
    String target = request.getHeaders().get("X-Amz-Target");
    String operation = target == null ? "" : target.substring(target.indexOf('.') + 1);
    answer(operation, BufferUtil.toArray(body)).write(response, callback);
    return true;
  }

  /** Returns the answer to a call. */
  public AwsResponse answer(String operation, byte[] body) {
    try {
      Function<JsonCall, Map<String, ?>> found = operations.get(operation);
      if (found == null) {
        throw unknown(operation);
      }
      Map<String, Object> members = body.length == 0 ? Map.of() : AwsJson.read(body);
      return AwsResponse.json(VERSION, 200, found.apply(new JsonCall(members)));
    } catch (ServiceError refused) {
      return AwsResponse.jsonError(
          VERSION, refused.status(), refused.code(), String.valueOf(refused.getMessage()));
    } catch (IllegalArgumentException e) {
      return AwsResponse.jsonError(
          VERSION, 400, "SerializationException", "The request is not a JSON object.");
    }
  }

  private ServiceError unknown(String operation) {
    return new ServiceError(
        501,
        "NotImplementedException",
        "The operation %s of %s is not emulated; there are %s. Use LocalStack or an endpoint that has it."
            .formatted(operation, title, String.join(", ", operations.keySet())));
  }
}
