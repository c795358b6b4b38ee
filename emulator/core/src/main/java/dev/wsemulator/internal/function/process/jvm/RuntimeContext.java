package dev.wsemulator.internal.function.process.jvm;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The invocation's context, as the handler sees it. Handlers write it as JSON, by its fields or by
 * its getters: so it has the fields of the one that Lambda's Java runtime makes, and no others.
 * Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-context.html">The Lambda context
 *     object in Java</a>
 */
final class RuntimeContext implements Context {
  private final int memoryLimit;
  private final String awsRequestId;
  private final @Nullable String logGroupName;
  private final @Nullable String logStreamName;
  private final @Nullable String functionName;
  private final @Nullable String functionVersion;
  private final String invokedFunctionArn;
  private final long deadlineTimeInMs;

  /** None, as for every caller without the mobile SDK. */
  private final @Nullable CognitoIdentity cognitoIdentity = null;

  private final @Nullable ClientContext clientContext = null;
  private final @Nullable String tenantId;
  private final @Nullable String xrayTraceId;
  private final LambdaLogger logger;

  RuntimeContext(Event event, Map<String, String> variables, LambdaLogger logger) {
    this.memoryLimit =
        Integer.parseInt(variables.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"));
    this.awsRequestId = event.requestId();
    this.logGroupName = variables.get("AWS_LAMBDA_LOG_GROUP_NAME");
    this.logStreamName = variables.get("AWS_LAMBDA_LOG_STREAM_NAME");
    this.functionName = variables.get("AWS_LAMBDA_FUNCTION_NAME");
    String called = event.functionVersion();
    this.functionVersion = called == null ? variables.get("AWS_LAMBDA_FUNCTION_VERSION") : called;
    this.invokedFunctionArn = event.invokedFunctionArn();
    this.deadlineTimeInMs = event.deadline();
    this.tenantId = event.tenantId();
    this.xrayTraceId = event.traceId();
    this.logger = logger;
  }

  @Override
  public String getAwsRequestId() {
    return awsRequestId;
  }

  @Override
  public @Nullable String getLogGroupName() {
    return logGroupName;
  }

  @Override
  public @Nullable String getLogStreamName() {
    return logStreamName;
  }

  @Override
  public @Nullable String getFunctionName() {
    return functionName;
  }

  @Override
  public @Nullable String getFunctionVersion() {
    return functionVersion;
  }

  @Override
  public String getInvokedFunctionArn() {
    return invokedFunctionArn;
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return cognitoIdentity;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return clientContext;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) Math.max(0, deadlineTimeInMs - System.currentTimeMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return memoryLimit;
  }

  @Override
  public @Nullable String getTenantId() {
    return tenantId;
  }

  @Override
  public @Nullable String getXrayTraceId() {
    return xrayTraceId;
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }
}
