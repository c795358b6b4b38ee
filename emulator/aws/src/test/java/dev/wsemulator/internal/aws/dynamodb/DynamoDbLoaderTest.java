package dev.wsemulator.internal.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsemulator.internal.aws.dynamodb.DynamoDbEngine.Caller;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * The class path of this test has DynamoDB Local, as a user's may; that of {@link #elsewhere()} has
 * not.
 */
final class DynamoDbLoaderTest {
  private static final Caller CALLER = new Caller("test", "eu-central-1");

  private static DynamoDbEngine engine() {
    DynamoDbEngine engine = DynamoDbEngine.create(System.err::println);
    engine.open(CALLER);
    return engine;
  }

  /**
   * Returns a loader that has all of this test's class path but Amazon's jar; it stays open, as
   * threads of DynamoDB Local go on.
   */
  private static ClassLoader elsewhere() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!Path.of(entry).getFileName().toString().startsWith("DynamoDBLocal")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Test
  void everyKindOfOperationWorks() {
    new Operations().run();
  }

  @Test
  void theLibrariesOfTheProductAreEnoughForEveryKindOfOperation()
      throws MalformedURLException, ReflectiveOperationException {
    ClassLoader loader = elsewhere();
    assertThatThrownBy(() -> loader.loadClass(LocalDynamoDBRequestHandler.class.getName()))
        .isInstanceOf(ClassNotFoundException.class);
    Class<?> operations = loader.loadClass(Operations.class.getName());
    ((Runnable) operations.getDeclaredConstructor().newInstance()).run();
  }

  @Test
  void twoEmulatorsShareTheClassesAndNoData() {
    DynamoDbEngine first = engine();
    DynamoDbEngine second = engine();
    try {
      assertThat(first.getClass()).isSameAs(second.getClass());
      first.createTable(CALLER, Operations.table("mine"));
      second.createTable(CALLER, Operations.table("mine"));
      assertThat(second.table(CALLER, "mine").itemCount()).isZero();
    } finally {
      first.shutdown();
      second.shutdown();
    }
  }

  @Test
  void dynamoDbLocalOfTheUsersOwnWorksBesideIt() {
    DynamoDbEngine ours = engine();
    LocalDynamoDBRequestHandler theirs =
        new LocalDynamoDBRequestHandler(0, true, null, true, false);
    try {
      theirs.createTable("test", CALLER.region(), Operations.table("theirs"));
      ours.createTable(CALLER, Operations.table("ours"));
      assertThat(
              theirs
                  .listTables("test", CALLER.region(), ListTablesRequest.builder().build())
                  .tableNames())
          .containsExactly("theirs");
    } finally {
      theirs.shutdown();
      ours.shutdown();
    }
  }

  @Test
  void startingAnEngineLeavesTheCallersClassLoaderAsItIs() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    engine().shutdown();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }
}
