package dev.wsemulator.internal.function.substitute;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandlerFactory;
import java.nio.ByteBuffer;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites classes that function code defines itself, and lets its class loaders find the
 * substitutes, whatever their parents. Thread-safe.
 */
public final class FunctionLoaders {
  private static UnaryOperator<byte[]> rewriting = bytes -> bytes;
  private static ClassLoader functionLoader = FunctionLoaders.class.getClassLoader();

  private FunctionLoaders() {}

  static void set(ClassLoader loader, UnaryOperator<byte[]> rewriter) {
    functionLoader = loader;
    rewriting = rewriter;
  }

  /** Returns a class as the function is to have it. */
  public static byte @Nullable [] rewritten(byte @Nullable [] bytes) {
    return bytes == null ? null : rewriting.apply(bytes);
  }

  /** Returns the class that is a part of an array. */
  public static byte[] rewritten(byte[] bytes, int offset, int length) {
    if (bytes == null || offset < 0 || length < 0 || offset > bytes.length - length) {
      throw new IndexOutOfBoundsException("No class at " + offset + ", of " + length + " bytes");
    }
    byte[] part = new byte[length];
    System.arraycopy(bytes, offset, part, 0, length);
    return rewriting.apply(part);
  }

  /** Returns the component class of an array, and the rest of the name. */
  public static Object[] rewritten(byte[] bytes, int offset, int length, Object domain) {
    return new Object[] {rewritten(bytes, offset, length), domain};
  }

  /** Returns the class that a buffer holds. */
  public static ByteBuffer rewritten(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return ByteBuffer.wrap(rewriting.apply(bytes));
  }

  /** Replaces {@link Lookup#defineClass}. */
  public static Class<?> defineClass(Lookup lookup, byte[] bytes) throws IllegalAccessException {
    return lookup.defineClass(rewritten(bytes));
  }

  /** Replaces {@link Lookup#defineHiddenClass}. */
  public static Lookup defineHiddenClass(
      Lookup lookup, byte[] bytes, boolean initialize, ClassOption... options)
      throws IllegalAccessException {
    return lookup.defineHiddenClass(rewritten(bytes), initialize, options);
  }

  /** Replaces {@link Lookup#defineHiddenClassWithClassData}. */
  public static Lookup defineHiddenClassWithClassData(
      Lookup lookup, byte[] bytes, Object data, boolean initialize, ClassOption... options)
      throws IllegalAccessException {
    return lookup.defineHiddenClassWithClassData(rewritten(bytes), data, initialize, options);
  }

  /** Replaces {@link ClassLoader#getSystemClassLoader}: Lambda's has the runtime only. */
  public static ClassLoader getSystemClassLoader() {
    return FunctionLoaders.class.getClassLoader();
  }

  /** Replaces {@link ClassLoader#getSystemResource}. */
  public static URL getSystemResource(String name) {
    return getSystemClassLoader().getResource(name);
  }

  /** Replaces {@link ClassLoader#getSystemResources}. */
  public static Enumeration<URL> getSystemResources(String name) throws IOException {
    return getSystemClassLoader().getResources(name);
  }

  /** Replaces {@link ClassLoader#getSystemResourceAsStream}. */
  public static InputStream getSystemResourceAsStream(String name) {
    return getSystemClassLoader().getResourceAsStream(name);
  }

  /**
   * Replaces {@link Thread#getContextClassLoader}: threads that all of the process share, such as
   * those of the common pool, have its loader.
   */
  public static ClassLoader getContextClassLoader(Thread thread) {
    ClassLoader loader = thread.getContextClassLoader();
    return loader == ClassLoader.getSystemClassLoader() ? functionLoader : loader;
  }

  /** Replaces {@link URLClassLoader#newInstance(URL[])}. */
  public static URLClassLoader newInstance(URL[] urls) {
    return new Urls(urls);
  }

  /** Replaces {@link URLClassLoader#newInstance(URL[], ClassLoader)}. */
  public static URLClassLoader newInstance(URL[] urls, ClassLoader parent) {
    return new Urls(urls, parent);
  }

  private static @Nullable Class<?> substitute(String name) throws ClassNotFoundException {
    return Substitutes.isCopied(name) ? Class.forName(name) : null;
  }

  /** What function code extends in place of {@link ClassLoader}. */
  public abstract static class Plain extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    protected Plain() {
      super(getSystemClassLoader());
    }

    protected Plain(ClassLoader parent) {
      super(parent);
    }

    protected Plain(String name, ClassLoader parent) {
      super(name, parent);
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      Class<?> substitute = substitute(name);
      return substitute == null ? super.loadClass(name) : substitute;
    }
  }

  /** The superclass of function code in place of {@link SecureClassLoader}. */
  public abstract static class Secure extends SecureClassLoader {
    static {
      registerAsParallelCapable();
    }

    protected Secure() {
      super(getSystemClassLoader());
    }

    protected Secure(ClassLoader parent) {
      super(parent);
    }

    protected Secure(String name, ClassLoader parent) {
      super(name, parent);
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      Class<?> substitute = substitute(name);
      return substitute == null ? super.loadClass(name) : substitute;
    }
  }

  /** The superclass of function code in place of {@link URLClassLoader}. */
  public static class Urls extends URLClassLoader {
    static {
      registerAsParallelCapable();
    }

    private final Set<JarFile> opened = ConcurrentHashMap.newKeySet();

    /** Replaces {@link URLClassLoader#URLClassLoader(URL[])}. */
    public Urls(URL[] urls) {
      super(urls, getSystemClassLoader());
    }

    /** Replaces {@link URLClassLoader#URLClassLoader(URL[], ClassLoader)}. */
    public Urls(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    /**
     * Replaces {@link URLClassLoader#URLClassLoader(URL[], ClassLoader, URLStreamHandlerFactory)}.
     */
    public Urls(URL[] urls, ClassLoader parent, URLStreamHandlerFactory factory) {
      super(urls, parent, factory);
    }

    /** Replaces {@link URLClassLoader#URLClassLoader(String, URL[], ClassLoader)}. */
    public Urls(String name, URL[] urls, ClassLoader parent) {
      super(name, urls, parent);
    }

    /**
     * Replaces {@link URLClassLoader#URLClassLoader(String, URL[], ClassLoader,
     * URLStreamHandlerFactory)}.
     */
    public Urls(String name, URL[] urls, ClassLoader parent, URLStreamHandlerFactory factory) {
      super(name, urls, parent, factory);
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      Class<?> substitute = substitute(name);
      return substitute == null ? super.loadClass(name) : substitute;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String path = name.replace('.', '/') + ".class";
      URL url = findResource(path);
      if (url == null) {
        throw new ClassNotFoundException(name);
      }
      try {
        return define(name, url, path);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    private Class<?> define(String name, URL url, String path) throws IOException {
      URLConnection connection = url.openConnection();
      URL origin;
      Manifest manifest = null;
      Certificate[] certificates = null;
      byte[] bytes;
      try (InputStream in = connection.getInputStream()) {
        bytes = in.readAllBytes();
      }
      if (connection instanceof JarURLConnection jar) {
        opened.add(jar.getJarFile());
        origin = jar.getJarFileURL();
        manifest = jar.getManifest();
        certificates = jar.getCertificates();
      } else {
        String folder = url.toString();
        origin = new URL(folder.substring(0, folder.length() - path.length()));
      }
      definePackageOf(name, manifest, origin);
      byte[] own = rewriting.apply(bytes);
      return defineClass(name, own, 0, own.length, new CodeSource(origin, certificates));
    }

    private void definePackageOf(String className, @Nullable Manifest manifest, URL origin) {
      int end = className.lastIndexOf('.');
      String name = end < 0 ? "" : className.substring(0, end);
      if (end < 0 || getDefinedPackage(name) != null) {
        return;
      }
      try {
        definePackage(name, manifest == null ? new Manifest() : manifest, origin);
      } catch (IllegalArgumentException e) {
        if (getDefinedPackage(name) == null) { // no other thread was faster
          throw e;
        }
      }
    }

    @Override
    public void close() throws IOException {
      super.close();
      for (JarFile jar : opened) {
        jar.close();
      }
    }
  }
}
