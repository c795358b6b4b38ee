package cases;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** What the cases of all runtimes ask for; the same words have the same meaning in every language. */
public class Cases implements RequestHandler<Map<String, Object>, Object> {
  private final String environment = UUID.randomUUID().toString();
  private int invocations;

  @Override
  public Object handleRequest(Map<String, Object> event, Context context) {
    invocations++;
    Object message = event.containsKey("requestContext") ? event.get("body") : null;
    if ("version".equals(message)) {
      return Map.of("statusCode", 200, "body", Version.WORDS);
    }
    try {
      return message == null
          ? answer(event, context)
          : Map.of("statusCode", 200, "body", message);
    } catch (IOException | InterruptedException | NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Object answer(Map<String, Object> event, Context context)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    String text = (String) event.get("text");
    String url = (String) event.get("url");
    switch ((String) event.get("do")) {
      case "echo":
        return event;
      case "value":
        return event.get("value");
      case "size":
        return "x".repeat((int) event.get("bytes"));
      case "digest":
        return sha256(text.getBytes(StandardCharsets.UTF_8));
      case "digest64":
        return sha256(Base64.getDecoder().decode((String) event.get("body")));
      case "fail":
        throw new IllegalStateException((String) event.get("message"));
      case "exit":
        System.exit((int) event.get("status"));
        return null;
      case "crash":
        String process = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-KILL", process).start().waitFor();
        return null;
      case "loop":
        return loop();
      case "sleep":
        System.out.println("process 0 sleeps");
        Thread.sleep((int) event.get("millis"));
        return "slept";
      case "log":
        context.getLogger().log(text);
        return null;
      case "variables":
        return System.getenv();
      case "context":
        return describe(context);
      case "environment":
        return Map.of("environment", environment, "invocations", invocations, "process", 0);
      case "meet":
        call(url, "GET", "");
        return environment;
      case "post":
        return call(url, "POST", text);
      case "version":
        return Version.WORDS;
      default:
        return null;
    }
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static long loop() {
    System.out.println("process 0 loops");
    long count = 0;
    while (true) {
      count++;
    }
  }

  private static Map<String, Object> describe(Context context) {
    Map<String, Object> all = new HashMap<>();
    all.put("functionName", context.getFunctionName());
    all.put("functionVersion", context.getFunctionVersion());
    all.put("arn", context.getInvokedFunctionArn());
    all.put("memory", String.valueOf(context.getMemoryLimitInMB()));
    all.put("requestId", context.getAwsRequestId());
    all.put("logGroup", context.getLogGroupName());
    all.put("logStream", context.getLogStreamName());
    all.put("remaining", context.getRemainingTimeInMillis());
    return all;
  }

  /** Sends a request, and returns the status and the text of the answer. */
  private static Map<String, Object> call(String url, String method, String body)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestMethod(method);
    if (!body.isEmpty()) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Map.of("status", status, "text", text);
    }
  }
}
