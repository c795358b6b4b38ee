package dev.wsemulator.internal.function.code;

import dev.wsemulator.internal.function.rewrite.ClassRewriter;
import dev.wsemulator.internal.function.substitute.Substitutes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The class path of Lambda's Java runtime, for one function: the interfaces that handlers implement
 * and the serialization library. On Lambda that is the system class loader, and asked before the
 * function's own code. Shared with the emulator are only the JDK and the interfaces; of everything
 * with static fields, and of the {@link Substitutes}, the function has a copy of its own. An
 * execution environment with static fields of its own has a copy of the substitutes, too.
 */
public final class RuntimeClassLoader extends ClassLoader {
  private static final String LAMBDA = "com.amazonaws.services.lambda.runtime.";
  private static final String SERIALIZATION = LAMBDA + "serialization.";
  private static final String LOGGING = LAMBDA + "logging.";

  /** Libraries that are packed into the serialization library. */
  private static final String PACKED = "com.amazonaws.lambda.thirdparty.";

  private static final ClassLoader SHARED = new Shared();
  private static final Set<String> PACKAGES_OF_JDK = packagesOfJdk();

  static {
    registerAsParallelCapable();
  }

  /** The substitutes as they are defined, which is done for each environment. */
  private static final Map<String, byte[]> SUBSTITUTES = new ConcurrentHashMap<>();

  private final String functionName;
  private final @Nullable RuntimeClassLoader common;

  /** It has no name for the JVM, which would put that in front of every frame of a stack trace. */
  public RuntimeClassLoader(String functionName) {
    super(SHARED);
    this.functionName = functionName;
    this.common = null;
  }

  /** Returns one for a single execution environment: only the substitutes are copies of its own. */
  RuntimeClassLoader(RuntimeClassLoader common) {
    super(common);
    this.functionName = common.functionName;
    this.common = common;
  }

  String functionName() {
    return functionName;
  }

  private boolean copies(String name) {
    return common == null ? isCopied(name) : Substitutes.isCopied(name);
  }

  @Override
  public String toString() {
    return "runtime of " + functionName;
  }

  /** Packages are not split between a module and a class path. */
  private static Set<String> packagesOfJdk() {
    return ModuleLayer.boot().modules().stream()
        .filter(RuntimeClassLoader::isOfJdk)
        .flatMap(module -> module.getPackages().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isOfJdk(Module module) {
    ClassLoader loader = module.getClassLoader();
    return loader == null || loader == getPlatformClassLoader();
  }

  /** Returns whether a class is not the function's own, even if its code has one of this name. */
  static boolean has(String name) {
    return name.startsWith("java.")
        || isShared(name)
        || isCopied(name)
        || PACKAGES_OF_JDK.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
  }

  private static boolean isShared(String name) {
    if (!name.startsWith(LAMBDA) || isCopied(name)) {
      return false;
    }
    return name.indexOf('.', LAMBDA.length()) < 0 || name.startsWith(LOGGING);
  }

  /** {@code LambdaRuntime} has the logger in a static field, and writes to {@code System.out}. */
  private static boolean isCopied(String name) {
    return name.startsWith(LAMBDA + "LambdaRuntime")
        || name.startsWith(SERIALIZATION)
        || name.startsWith(PACKED)
        || Substitutes.isCopied(name);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!copies(name)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? copy(name) : loaded;
    }
  }

  private Class<?> copy(String name) throws ClassNotFoundException {
    byte[] known = SUBSTITUTES.get(name);
    byte[] own = known == null ? read(name) : known;
    return defineClass(name, own, 0, own.length);
  }

  private static byte[] read(String name) throws ClassNotFoundException {
    String resource = name.replace('.', '/') + ".class";
    try (InputStream in = emulator().getResourceAsStream(resource)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      if (!Substitutes.isCopied(name)) {
        return ClassRewriter.rewrite(name, bytes);
      }
      SUBSTITUTES.put(name, bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("The class " + name + " cannot be read.", e);
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    return common == null && isCopied(name.replace('/', '.')) ? emulator().getResource(name) : null;
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return Collections.enumeration(url == null ? List.of() : List.of(url));
  }

  private static ClassLoader emulator() {
    return RuntimeClassLoader.class.getClassLoader();
  }

  /** The JDK, and the emulator's copy of the interfaces that handlers implement. */
  private static final class Shared extends ClassLoader {
    Shared() {
      super("lambda", getPlatformClassLoader());
    }

    /**
     * Rejects classes outside the JDK: the platform class loader also finds modules of the
     * application, because the JDK's loaders know all modules of the boot layer.
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (isShared(name)) {
        return Class.forName(name, false, emulator());
      }
      Class<?> type = super.loadClass(name, resolve);
      if (type.getClassLoader() == getSystemClassLoader() && !isInJdk(type.getModule())) {
        throw new ClassNotFoundException(name);
      }
      return type;
    }

    private static boolean isInJdk(Module module) {
      return ModuleLayer.boot()
          .configuration()
          .findModule(String.valueOf(module.getName()))
          .flatMap(found -> found.reference().location())
          .filter(place -> place.getScheme().equals("jrt"))
          .isPresent();
    }
  }
}
