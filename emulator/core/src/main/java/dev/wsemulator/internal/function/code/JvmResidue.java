package dev.wsemulator.internal.function.code;

import java.security.Provider;
import java.security.Security;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes references of the JVM to a function's classes, which would keep them forever. */
final class JvmResidue {
  private static final Logger LOG = LoggerFactory.getLogger(JvmResidue.class);

  /** The default handler of uncaught exceptions that there was before functions set theirs. */
  private static volatile Thread.@Nullable UncaughtExceptionHandler hostsHandler;

  private JvmResidue() {}

  /** Notes what functions may replace, before a function's code runs. */
  static void note() {
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    if (handler == null || !(handler.getClass().getClassLoader() instanceof FunctionClassLoader)) {
      hostsHandler = handler;
    }
  }

  /** Removes everything whose class is the loader's. */
  static void remove(FunctionClassLoader loader) {
    JdbcDrivers.remove(loader);
    for (Provider provider : Security.getProviders()) {
      if (provider.getClass().getClassLoader() == loader) {
        Security.removeProvider(provider.getName());
      }
    }
    for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
      server.queryNames(null, null).forEach(name -> remove(loader, server, name));
    }
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    if (handler != null && handler.getClass().getClassLoader() == loader) {
      Thread.setDefaultUncaughtExceptionHandler(hostsHandler);
    }
  }

  private static void remove(ClassLoader loader, MBeanServer server, ObjectName name) {
    try {
      if (server.getClassLoaderFor(name) == loader) {
        server.unregisterMBean(name);
      }
    } catch (JMException e) {
      LOG.debug("The bean {} is gone already.", name, e);
    }
  }
}
