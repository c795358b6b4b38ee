package dev.wsemulator.internal.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the levels of loggers are the JVM's")
class UsersLogLevelTest {

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }

  @Test
  void aLevelThatTheUserHasSetStays() throws Exception {
    URL[] classPath =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
            .map(UsersLogLevelTest::url)
            .toArray(URL[]::new);
    Logger logger = Logger.getLogger("com.almworks.sqlite4java");
    Level before = logger.getLevel();
    try (URLClassLoader another =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      logger.setLevel(Level.FINE);
      Class.forName(DynamoDbLoader.class.getName(), true, another);
      assertThat(logger.getLevel()).isEqualTo(Level.FINE);
    } finally {
      logger.setLevel(before);
    }
  }
}
