package dev.wsemulator.internal.log;

import dev.wsemulator.internal.engine.EngineLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The SLF4J binding behind the engine's own class loader. The engine's libraries keep their version
 * of SLF4J, whatever the user's project has. Thread-safe.
 */
public final class EngineLogging implements SLF4JServiceProvider, ILoggerFactory {
  /** The version of SLF4J that this is written for. */
  private static final String REQUESTED_VERSION = "2.0.99";

  private final EngineLog log = EngineLog.ofUser();
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter contexts = new NOPMDCAdapter();

  /** Creates it; SLF4J does. */
  public EngineLogging() {}

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, each -> new EngineLogger(each, log));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return contexts;
  }

  @Override
  public String getRequestedApiVersion() {
    return REQUESTED_VERSION;
  }

  @Override
  public void initialize() {
    // Nothing is left to be made.
  }
}
