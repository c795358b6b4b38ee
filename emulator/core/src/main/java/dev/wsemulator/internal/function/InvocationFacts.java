package dev.wsemulator.internal.function;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;

/**
 * What a handler is told about its invocation.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-context.html">The Lambda context
 *     object in Java</a>
 */
record InvocationFacts(Invocation invocation, DeployedFunction function) implements Context {

  @Override
  public String getAwsRequestId() {
    return invocation.requestId();
  }

  @Override
  public String getLogGroupName() {
    return EnvironmentVariables.logGroup(function.definition());
  }

  @Override
  public String getLogStreamName() {
    return function.logStream();
  }

  @Override
  public String getFunctionName() {
    return function.definition().name();
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return function.arn();
  }

  /** Returns {@code null}, as for every caller without the mobile SDK. */
  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  /** Returns {@code null}, as for every caller without the mobile SDK. */
  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return invocation.remainingMillis();
  }

  @Override
  public int getMemoryLimitInMB() {
    return function.definition().memoryMb();
  }

  @Override
  public LambdaLogger getLogger() {
    return new Lines(invocation, function);
  }

  private record Lines(Invocation invocation, DeployedFunction function) implements LambdaLogger {
    @Override
    public void log(String message) {
      String text = message == null ? "null" : message.stripTrailing();
      function.print(invocation.requestId(), text, null);
    }

    @Override
    public void log(byte[] message) {
      log(new String(message, StandardCharsets.UTF_8));
    }
  }
}
