package app;

import com.amazonaws.services.lambda.AWSLambda;
import com.amazonaws.services.lambda.AWSLambdaClientBuilder;
import com.amazonaws.services.lambda.model.InvokeRequest;
import java.nio.charset.StandardCharsets;

/** Invokes another function of the stack. */
final class Lambda implements Call {
  @Override
  public String make(String event) {
    AWSLambda client = AWSLambdaClientBuilder.defaultClient();
    try {
      InvokeRequest request =
          new InvokeRequest().withFunctionName("worker").withPayload("{\"calls\":\"Nothing\"}");
      return StandardCharsets.UTF_8.decode(client.invoke(request).getPayload()).toString();
    } finally {
      client.shutdown();
    }
  }
}
