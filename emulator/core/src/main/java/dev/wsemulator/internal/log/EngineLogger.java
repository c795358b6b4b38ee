package dev.wsemulator.internal.log;

import dev.wsemulator.internal.engine.EngineLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * A logger of the engine. What the emulator and its functions say keeps its name; what libraries
 * say is below {@code dev.wsemulator.engine}, and no more than debugging unless it warns. DynamoDB
 * Local warns of every request that it refuses, which is an ordinary answer.
 */
final class EngineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  private final transient EngineLog log;
  private final String shown;
  private final boolean ofLibrary;
  private final boolean ofDynamoDb;

  EngineLogger(String name, EngineLog log) {
    this.name = name;
    this.log = log;
    this.ofLibrary = !name.startsWith("dev.wsemulator") && !name.startsWith("function.");
    this.ofDynamoDb = name.startsWith("software.amazon.dynamodb.");
    this.shown = ofLibrary ? "dev.wsemulator.engine." + name : name;
  }

  private boolean isEnabled(Level level) {
    return log.isEnabled(shown, shown(level));
  }

  private EngineLog.Level shown(Level level) {
    boolean isOrdinary = level == Level.INFO || level == Level.WARN && ofDynamoDb;
    return ofLibrary && isOrdinary ? EngineLog.Level.DEBUG : EngineLog.Level.valueOf(level.name());
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    log.write(shown, shown(level), MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
  }
}
