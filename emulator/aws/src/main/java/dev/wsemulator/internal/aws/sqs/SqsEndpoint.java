package dev.wsemulator.internal.aws.sqs;

import dev.wsemulator.internal.aws.service.AwsJson;
import dev.wsemulator.internal.aws.service.AwsResponse;
import dev.wsemulator.internal.aws.sqs.protocol.FormRequest;
import dev.wsemulator.internal.aws.sqs.protocol.Params;
import dev.wsemulator.internal.aws.sqs.protocol.QueryAnswer;
import dev.wsemulator.internal.aws.sqs.protocol.SqsException;
import dev.wsemulator.internal.concurrent.CompletionCause;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests of the JSON protocol, which has {@code X-Amz-Target}, and of the query protocol.
 * No thread waits while a call waits for messages.
 */
final class SqsEndpoint extends Handler.Abstract {
  private static final String JSON = "1.0";
  private static final String QUERY_ERROR = "x-amzn-query-error";

  private final SqsCalls calls;
  private final Queues queues;

  SqsEndpoint(Queues queues) {
    this.queues = queues;
    this.calls = new SqsCalls(queues);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    String target = request.getHeaders().get("X-Amz-Target");
    UrlBase urls = new UrlBase(origin(request), queues.accountId());
    Exchange exchange = new Exchange(request, response, callback);
    if (target != null) {
      json(target.substring(target.indexOf('.') + 1), body, urls, exchange);
    } else {
      query(new String(body, StandardCharsets.UTF_8), urls, exchange);
    }
    return true;
  }

  private record Exchange(Request request, Response response, Callback callback) {
    void write(AwsResponse answer) {
      answer.write(response, callback);
    }
  }

  private static String origin(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    return "http://" + (host == null ? Request.getServerName(request) : host);
  }

  private void json(String operation, byte[] body, UrlBase urls, Exchange exchange) {
    answer(
            operation,
            () -> new Params(body.length == 0 ? Map.of() : AwsJson.read(body)),
            urls,
            exchange)
        .whenComplete(
            (answer, failure) ->
                exchange.write(
                    failure == null
                        ? AwsResponse.json(JSON, 200, answer)
                        : jsonError(refusal(failure), exchange.response())));
  }

  private void query(String form, UrlBase urls, Exchange exchange) {
    String inUrl = exchange.request().getHttpURI().getQuery();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("QueueUrl", exchange.request().getHttpURI().getPath());
    fields.putAll(FormRequest.fields(inUrl == null ? "" : inUrl));
    fields.putAll(FormRequest.fields(form));
    String operation = fields.getOrDefault("Action", "");
    answer(operation, () -> FormRequest.params(fields), urls, exchange)
        .whenComplete(
            (answer, failure) ->
                exchange.write(
                    failure == null
                        ? AwsResponse.xml(200, QueryAnswer.of(operation, answer))
                        : AwsResponse.xml(400, QueryAnswer.error(refusal(failure)))));
  }

  private interface Reading {
    Params params();
  }

  private CompletableFuture<Map<String, Object>> answer(
      String operation, Reading reading, UrlBase urls, Exchange exchange) {
    try {
      CompletableFuture<Map<String, Object>> answer =
          calls.answer(operation, reading.params(), urls);
      if (!answer.isDone()) { // a caller that goes away must not take messages with it
        exchange.request().addFailureListener(answer::completeExceptionally);
      }
      return answer;
    } catch (SqsException e) {
      return CompletableFuture.failedFuture(e);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          SqsException.parameter("The request is not a JSON object."));
    }
  }

  private static SqsException refusal(Throwable failure) {
    Throwable cause = CompletionCause.of(failure);
    return cause instanceof SqsException refusal
        ? refusal
        : SqsException.of("InternalFailure", String.valueOf(cause));
  }

  private static AwsResponse jsonError(SqsException error, Response response) {
    response.getHeaders().put(QUERY_ERROR, error.code() + ";Sender");
    return AwsResponse.jsonError(
        JSON, 400, "com.amazonaws.sqs#" + error.shape(), String.valueOf(error.getMessage()));
  }
}
