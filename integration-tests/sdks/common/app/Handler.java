package app;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the calls that a message names, and answers with what came of each. */
public final class Handler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    StringBuilder results = new StringBuilder();
    for (String name : member(event, "calls\\\\").replace("\\", "").split(" ")) {
      results.append(name).append(": ").append(result(name, event)).append('\n');
    }
    String body = results.toString().replace("\\", "/").replace("\"", "'").replace("\n", "\\n");
    output.write(
        ("{\"statusCode\":200,\"body\":\"" + body + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a text member of a JSON object, wherever it is. */
  static String member(String json, String name) {
    Matcher member =
        Pattern.compile("\"" + name + "?\"\\s*:\\s*\\\\?\"([^\"]*)\"").matcher(json);
    return member.find() ? member.group(1) : "";
  }

  private static String result(String name, String event) {
    try {
      Call call = (Call) Class.forName("app." + name).getDeclaredConstructor().newInstance();
      return call.make(event);
    } catch (Throwable e) {
      Throwable root = e;
      while (root.getCause() != null && root.getCause() != root) {
        root = root.getCause();
      }
      return "failed " + e.getClass().getSimpleName() + ": " + e.getMessage() + " <- " + root;
    }
  }
}
