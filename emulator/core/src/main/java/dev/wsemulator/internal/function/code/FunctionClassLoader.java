package dev.wsemulator.internal.function.code;

import dev.wsemulator.internal.function.egress.SdkHooks;
import dev.wsemulator.internal.function.rewrite.PresignerRewriter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Loads one function's code and libraries, itself first; what the emulator runs on is not seen. Its
 * parent has what Lambda's own runtime brings.
 */
public final class FunctionClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final String functionName;
  private final ClassPath classPath;
  private final RuntimeClassLoader runtime;
  private volatile TimeZone zone = TimeZone.getTimeZone("UTC");

  /** It has no name for the JVM, which would put that in front of every frame of a stack trace. */
  public FunctionClassLoader(String functionName, ClassPath classPath) {
    this(functionName, classPath, new RuntimeClassLoader(functionName));
  }

  private FunctionClassLoader(String name, ClassPath classPath, RuntimeClassLoader runtime) {
    super(classPath.urls(), runtime);
    this.functionName = name;
    this.classPath = classPath.shared();
    this.runtime = runtime;
  }

  /** Returns the substitute for the system class loader of a Lambda process. */
  RuntimeClassLoader runtime() {
    return runtime;
  }

  ClassPath classPath() {
    return classPath;
  }

  /** Returns the time zone of the function's code. */
  public TimeZone zone() {
    return zone;
  }

  public void setZone(TimeZone zone) {
    this.zone = zone;
  }

  @Override
  public String toString() {
    return "function " + functionName;
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
      if (type == null && !RuntimeClassLoader.has(name)) {
        type = define(name);
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

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    throw new ClassNotFoundException(name);
  }

  private @Nullable Class<?> define(String name) {
    Optional<byte[]> hook = SdkHooks.classFile(name);
    if (hook.isPresent()) {
      return defineClass(name, hook.get(), 0, hook.get().length);
    }
    ClassPath.ClassFile file = classPath.find(name);
    if (file == null) {
      return null;
    }
    definePackageOf(name, file);
    CodeSource source =
        CoverageProbes.areIn(name) ? null : new CodeSource(file.origin(), (Certificate[]) null);
    byte[] bytes = PresignerRewriter.rewrite(name, file.bytes());
    return defineClass(name, bytes, 0, bytes.length, source);
  }

  private void definePackageOf(String className, ClassPath.ClassFile file) {
    Manifest manifest = file.manifest();
    int end = className.lastIndexOf('.');
    if (manifest == null || end < 0 || getDefinedPackage(className.substring(0, end)) != null) {
      return; // the JVM defines it, without attributes
    }
    try {
      definePackage(className.substring(0, end), manifest, file.origin());
    } catch (IllegalArgumentException e) {
      if (getDefinedPackage(className.substring(0, end)) == null) { // no thread was faster
        throw e;
      }
    }
  }

  @Override
  public @Nullable URL findResource(String name) {
    URL url = super.findResource(name);
    return url == null ? null : classPath.unpacked(name, url);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    List<URL> all = new ArrayList<>();
    for (URL url : Collections.list(super.findResources(name))) {
      all.add(classPath.unpacked(name, url));
    }
    return Collections.enumeration(all);
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
}
