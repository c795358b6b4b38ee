package dev.wsemulator.internal.aws.dynamodb;

import dev.wsemulator.internal.aws.fetch.DynamoDbLocal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loads DynamoDB Local from a jar that is not part of the product. Its parent is the loader of this
 * class, which has all libraries that DynamoDB Local uses. Three kinds of classes it defines itself
 * even where the parent has them, too: Amazon's; the bridge, which refers to Amazon's; and those of
 * sqlite4java, because native code belongs to the loader whose class has loaded it.
 *
 * <p>There is one for all emulators that share the parent, and it is never closed: threads of
 * DynamoDB Local outlive the emulators.
 */
final class DynamoDbLoader extends URLClassLoader {
  private static final String BRIDGE = "dev.wsemulator.internal.aws.dynamodb.bridge.";
  private static final List<String> AMAZONS =
      List.of(
          "software.amazon.dynamodb.",
          "com.amazonaws.services.dynamodbv2.",
          "com.amazon.dynamodb.",
          "ddb.partiql.");
  private static final List<String> OF_THE_PARENT = List.of(BRIDGE, "com.almworks.sqlite4java.");

  /**
   * Warns of the jar that it is in, and of every end. It is kept here, because loggers without
   * references are collected with their levels.
   */
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  private static @Nullable DynamoDbLoader shared;

  static {
    if (SQLITE.getLevel() == null) { // else the user has chosen one
      SQLITE.setLevel(Level.SEVERE);
    }
    registerAsParallelCapable();
  }

  DynamoDbLoader(Path jar, ClassLoader parent) {
    super("dynamodb-local", new URL[] {url(jar)}, parent);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("A class loader cannot read " + jar + ".", e);
    }
  }

  /**
   * Returns the one that all emulators share.
   *
   * @param say receives the line to print before a download
   */
  static synchronized DynamoDbLoader shared(Consumer<String> say) {
    DynamoDbLoader loader = shared;
    if (loader == null) {
      Path jar = DynamoDbLocal.ofThisMachine().jar(say);
      loader = new DynamoDbLoader(jar, DynamoDbLoader.class.getClassLoader());
      shared = loader;
    }
    return loader;
  }

  /** Returns a new engine. What it looks up by the thread's class loader, it finds here. */
  DynamoDbEngine engine() {
    Thread thread = Thread.currentThread();
    ClassLoader callers = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      return (DynamoDbEngine)
          loadClass(BRIDGE + "LocalEngine").getDeclaredConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("DynamoDB Local does not start.", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The bridge to DynamoDB Local is not there.", e);
    } finally {
      thread.setContextClassLoader(callers);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean isParents = OF_THE_PARENT.stream().anyMatch(name::startsWith);
    if (!isParents && AMAZONS.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return isParents ? definedAnew(name) : findClass(name);
    }
  }

  private Class<?> definedAnew(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length, getClass().getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
