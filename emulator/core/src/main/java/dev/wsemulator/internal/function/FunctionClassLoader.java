package dev.wsemulator.internal.function;

import dev.wsemulator.internal.function.egress.SdkHooks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads one function's code and libraries, itself first; what the emulator runs on is not seen.
 * Shared with the emulator are only the JDK and {@code aws-lambda-java-core}, but for the logger
 * that is there for frameworks, as it belongs to one function. The events and serialization
 * libraries are not: as on Lambda, a handler that uses event types brings them.
 */
final class FunctionClassLoader extends URLClassLoader {
  private static final String SYSTEM = FunctionSystem.class.getName();
  private static final ClassLoader PARENT = new Core();

  static {
    registerAsParallelCapable();
  }

  private final ClassPath classPath;

  FunctionClassLoader(String functionName, ClassPath classPath) {
    super("function " + functionName, classPath.urls(), PARENT);
    this.classPath = classPath.shared();
  }

  @Override
  public void close() throws IOException {
    super.close();
    classPath.release();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> type = findLoadedClass(name);
      if (type == null) {
        type = isShared(name) ? super.loadClass(name, false) : define(name);
      }
      if (type == null) {
        type = super.loadClass(name, false);
      }
      if (resolve) {
        resolveClass(type);
      }
      return type;
    }
  }

  private static boolean isShared(String name) {
    return name.startsWith("java.") || Core.has(name);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    throw new ClassNotFoundException(name);
  }

  private @Nullable Class<?> define(String name) {
    if (name.equals(SYSTEM) || name.startsWith(SYSTEM + "$")) {
      byte[] copy = Core.bytes(name);
      return defineClass(name, copy, 0, copy.length);
    }
    Optional<byte[]> hook = SdkHooks.classFile(name);
    if (hook.isPresent()) {
      return defineClass(name, hook.get(), 0, hook.get().length);
    }
    ClassPath.ClassFile file = classPath.find(name);
    if (file == null && Core.isOfFunction(name)) {
      byte[] copy = ClassRewriter.rewrite(name, Core.bytes(name));
      return defineClass(name, copy, 0, copy.length);
    }
    if (file == null) {
      return null;
    }
    CodeSource source = new CodeSource(file.origin(), (Certificate[]) null);
    byte[] bytes = PresignerRewriter.rewrite(name, file.bytes());
    return defineClass(name, bytes, 0, bytes.length, source);
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
    all.addAll(Collections.list(getParent().getResources(name)));
    SdkHooks.resource(name).ifPresent(all::add);
    return Collections.enumeration(all);
  }

  /** The JDK, and the emulator's copy of the interfaces that handlers implement. */
  private static final class Core extends ClassLoader {
    private static final String PACKAGE = "com.amazonaws.services.lambda.runtime.";

    Core() {
      super("lambda", getPlatformClassLoader());
    }

    static boolean has(String name) {
      if (!name.startsWith(PACKAGE) || isOfFunction(name)) {
        return false;
      }
      String rest = name.substring(PACKAGE.length());
      return rest.indexOf('.') < 0 || rest.startsWith("logging.");
    }

    /** {@code LambdaRuntime} has the logger in a static field, and writes to {@code System.out}. */
    static boolean isOfFunction(String name) {
      return name.startsWith(PACKAGE + "LambdaRuntime");
    }

    static byte[] bytes(String name) {
      String resource = name.replace('.', '/') + ".class";
      try (InputStream in = Core.class.getClassLoader().getResourceAsStream(resource)) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("The class " + name + " cannot be read.", e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (has(name)) {
        return Class.forName(name, false, Core.class.getClassLoader());
      }
      throw new ClassNotFoundException(name);
    }
  }
}
