package dev.wsemulator.internal.function.inprocess;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.wsemulator.internal.function.environment.Invocation;
import dev.wsemulator.internal.function.log.FunctionConsole;
import dev.wsemulator.lambda.FunctionDefinition;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The invocation's context, as the handler sees it. Handlers write it as JSON, by its fields or by
 * its getters: so it has the fields of the one that Lambda's Java runtime makes, and no others.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-context.html">The Lambda context
 *     object in Java</a>
 */
final class LambdaContext implements Context {
  private final int memoryLimit;
  private final String awsRequestId;
  private final String logGroupName;
  private final String logStreamName;
  private final String functionName;
  private final String functionVersion;
  private final String invokedFunctionArn;
  private final long deadlineTimeInMs;

  /** None, as for every caller without the mobile SDK. */
  private final @Nullable CognitoIdentity cognitoIdentity = null;

  private final @Nullable ClientContext clientContext = null;
  private final @Nullable String tenantId = null;
  private final String xrayTraceId;
  private final LambdaLogger logger;
  private final transient IntSupplier remaining;

  LambdaContext(FunctionDefinition function, FunctionConsole console, Invocation invocation) {
    this.memoryLimit = function.memoryMb();
    this.awsRequestId = invocation.requestId();
    this.logGroupName = function.logGroup();
    this.logStreamName = console.logStream();
    this.functionName = function.name();
    this.functionVersion = invocation.version();
    this.invokedFunctionArn = invocation.invokedArn();
    this.remaining = invocation::remainingMillis;
    this.deadlineTimeInMs = console.now().toEpochMilli() + invocation.remainingMillis();
    this.xrayTraceId = invocation.traceHeader();
    this.logger = console.logger();
  }

  @Override
  public String getAwsRequestId() {
    return awsRequestId;
  }

  @Override
  public String getLogGroupName() {
    return logGroupName;
  }

  @Override
  public String getLogStreamName() {
    return logStreamName;
  }

  @Override
  public String getFunctionName() {
    return functionName;
  }

  @Override
  public String getFunctionVersion() {
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
    return remaining.getAsInt();
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
  public String getXrayTraceId() {
    return xrayTraceId;
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }
}
