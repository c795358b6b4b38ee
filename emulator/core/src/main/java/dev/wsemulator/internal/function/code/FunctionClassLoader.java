package dev.wsemulator.internal.function.code;

import dev.wsemulator.internal.function.egress.SdkHooks;
import dev.wsemulator.internal.function.rewrite.PresignerRewriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Loads one function's code and libraries, itself first; what the emulator runs on is not seen. Its
 * parent has what Lambda's own runtime brings. One for a single execution environment leaves {@link
 * SharedLibraries} to that of the function.
 */
public final class FunctionClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final String functionName;
  private final ClassPath classPath;
  private final RuntimeClassLoader runtime;
  private final SharedLibraries sharing;
  private final @Nullable FunctionClassLoader common;

  /** Those of classes of environments; they would keep an environment's loader if they had it. */
  private final Map<String, ProtectionDomain> domains = new ConcurrentHashMap<>();

  private volatile TimeZone zone = TimeZone.getTimeZone("UTC");

  /** It has no name for the JVM, which would put that in front of every frame of a stack trace. */
  public FunctionClassLoader(String functionName, ClassPath classPath) {
    this(classPath, new RuntimeClassLoader(functionName));
  }

  private FunctionClassLoader(ClassPath classPath, RuntimeClassLoader runtime) {
    super(classPath.urls(), runtime);
    this.functionName = runtime.functionName();
    this.classPath = classPath.shared();
    this.runtime = runtime;
    this.sharing = SharedLibraries.of(classPath);
    this.common = null;
  }

  private FunctionClassLoader(FunctionClassLoader common) {
    super(new URL[0], new RuntimeClassLoader(common.runtime));
    this.functionName = common.functionName;
    this.classPath = common.classPath.shared();
    this.runtime = (RuntimeClassLoader) getParent();
    this.sharing = common.sharing;
    this.common = common;
  }

  /** Returns one for an execution environment of this function. */
  public FunctionClassLoader ofEnvironment() {
    return new FunctionClassLoader(this);
  }

  /** Returns whether environments load much less than a function's loader alone. */
  public boolean sharesLibraries() {
    return sharing.isUsual();
  }

  /** Returns the substitute for the system class loader of a Lambda process. */
  RuntimeClassLoader runtime() {
    return runtime;
  }

  /** Returns where the classes are. */
  public ClassPath classPath() {
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
        type = common != null && sharing.have(name) ? common.loadClass(name) : define(name);
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
    return common == null
        ? defineClass(name, bytes, 0, bytes.length, source)
        : defineClass(name, bytes, 0, bytes.length, common.domain(source));
  }

  /** Returns a class that its code has used, or {@code null} if it has not. */
  @Nullable Class<?> used(String name) {
    return findLoadedClass(name);
  }

  /** Defines a copy of a class of the emulator, once. */
  Class<?> define(Class<?> original) {
    try (InputStream in = original.getResourceAsStream(original.getSimpleName() + ".class")) {
      byte[] bytes = in.readAllBytes();
      return defineClass(original.getName(), bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException("The class " + original.getName() + " cannot be read.", e);
    }
  }

  /** Threads keep the domains of the code that has started them, and outlive an environment. */
  private ProtectionDomain domain(@Nullable CodeSource source) {
    String place = source == null ? "" : source.getLocation().toString();
    return domains.computeIfAbsent(
        place,
        any ->
            new ProtectionDomain(
                source, source == null ? null : getPermissions(source), this, null));
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
  public URL[] getURLs() {
    return common == null ? super.getURLs() : common.getURLs();
  }

  @Override
  public @Nullable URL findResource(String name) {
    if (common != null) {
      return common.findResource(name);
    }
    URL url = super.findResource(name);
    return url == null ? null : classPath.unpacked(name, url);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    if (common != null) {
      return common.findResources(name);
    }
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

  /** The end of an environment must not close a jar that others read. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    return common == null ? super.getResourceAsStream(name) : common.getResourceAsStream(name);
  }
}
