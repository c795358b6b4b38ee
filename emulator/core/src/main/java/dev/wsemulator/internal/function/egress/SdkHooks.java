package dev.wsemulator.internal.function.egress;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Adds classes and resources to a function's code, through which its AWS SDK calls {@link Egress}.
 * An SDK's own and the function's own interceptors run as ever, before ours.
 */
public final class SdkHooks {
  private static final String V2_CLASS = SdkHooks.class.getPackageName() + ".SdkV2Interceptor";
  private static final String V1_CLASS = SdkHooks.class.getPackageName() + ".SdkV1RequestHandler";

  private static final Pattern V2 =
      Pattern.compile(
          "software/amazon/awssdk/(global/handlers|services/[a-z0-9]+)/execution\\.interceptors");

  private static final String V1 = "com/amazonaws/global/handlers/request.handler2s";

  private static final Set<String> CLASSES = Set.of(V2_CLASS, V1_CLASS);

  private SdkHooks() {}

  /** Returns the class file that a function's class loader is to define under a name, if any. */
  public static Optional<byte[]> classFile(String className) {
    if (!CLASSES.contains(className)) {
      return Optional.empty();
    }
    String file = className.substring(className.lastIndexOf('.') + 1) + ".class";
    try (InputStream in = SdkHooks.class.getResourceAsStream(file)) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("The class " + className + " cannot be read.", e);
    }
  }

  /** Returns the resource to find behind all others of its name, if any: SDKs read them all. */
  public static Optional<URL> resource(String name) {
    if (V2.matcher(name).matches()) {
      return Optional.of(url(name, V2_CLASS));
    }
    return name.equals(V1) ? Optional.of(url(name, V1_CLASS)) : Optional.empty();
  }

  /** Lets the code of a function's class loader ask. */
  public static void connect(ClassLoader function, Egress egress) {
    try {
      UnaryOperator<URI> others = egress::withoutSdk;
      Consumer<String> lookUps = egress::lookUp;
      Class.forName(FunctionNetwork.class.getName(), true, function)
          .getMethod("use", UnaryOperator.class, UnaryOperator.class, Consumer.class)
          .invoke(null, egress, others, lookUps);
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException("The function's loader does not define its network.", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The function's network cannot be set.", e);
    }
  }

  private static URL url(String resource, String text) {
    byte[] content = (text + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      return new URL(null, "wsemulator:/" + resource, new InMemory(content));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(resource + " makes no URL.", e);
    }
  }

  /** Opens a URL whose content is known. */
  private static final class InMemory extends URLStreamHandler {
    private final byte[] content;

    InMemory(byte[] content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
