package dev.wsemulator.internal.function.code;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDBC drivers of an execution environment. The JDK looks for drivers once in a JVM, and keeps
 * those that it has; here each environment looks for its own, and lets go of them. The module of
 * JDBC may be absent.
 */
final class JdbcDrivers {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcDrivers.class);
  private static final String DRIVER = "java.sql.Driver";
  private static final String MANAGER = "java.sql.DriverManager";

  private JdbcDrivers() {}

  /** Makes the drivers that the libraries of an environment offer. */
  static void load(FunctionClassLoader loader) {
    if (!loader.classPath().contents("META-INF/services/" + DRIVER).isEmpty()) {
      try {
        load(ServiceLoader.load(Class.forName(DRIVER, false, loader), loader).iterator());
      } catch (ClassNotFoundException e) {
        LOG.debug("{} has drivers, and the JVM has no JDBC.", loader, e);
      }
    }
  }

  /** One that is broken is left out, as the JDK does. */
  private static void load(Iterator<?> drivers) {
    boolean hasMore = true;
    while (hasMore) {
      try {
        hasMore = drivers.hasNext();
        if (hasMore) {
          drivers.next();
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        LOG.debug("A driver cannot be used.", e);
      }
    }
  }

  /**
   * Takes the drivers of an environment that is over from the JDK, which obeys their loader only.
   */
  static void remove(FunctionClassLoader loader) {
    if (loader.used(MANAGER) == null) {
      return;
    }
    try {
      loader.define(DriverRemoval.class).getMethod("run").invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.debug("{} keeps drivers.", loader, e);
    }
  }
}
