package dev.wsemulator.internal.function.code;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;

/**
 * Takes drivers from the JDK, in a copy that the drivers' own loader defines: the JDK lets no other
 * code do so. It must need nothing but the JDK.
 */
public final class DriverRemoval {
  private DriverRemoval() {}

  /** Takes those of the loader that has defined this. */
  public static void run() throws SQLException {
    ClassLoader own = DriverRemoval.class.getClassLoader();
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (driver.getClass().getClassLoader() == own) {
        DriverManager.deregisterDriver(driver);
      }
    }
  }
}
