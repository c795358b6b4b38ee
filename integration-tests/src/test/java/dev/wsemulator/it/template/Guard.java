package dev.wsemulator.it.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Lets everybody in who has the identity sources. */
public final class Guard implements RequestStreamHandler {
  private static final String ALLOWED =
      """
      {"principalId":"somebody","policyDocument":{"Version":"2012-10-17","Statement":[
        {"Action":"execute-api:Invoke","Effect":"Allow","Resource":"*"}]}}
      """;

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    out.write(ALLOWED.getBytes(UTF_8));
  }
}
