package dev.wsemulator.internal.function.handler;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into a handler's parameter and its result into JSON with the library that Lambda's
 * own Java runtime uses. Each class loader has its own instance, so that cached types are forgotten
 * with the loader. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Handler types in
 *     Java</a>
 */
public final class Serialization {
  private final ClassLoader loader;
  private @Nullable JacksonFactory jackson;
  private @Nullable EventSerializers events;

  public Serialization(ClassLoader loader) {
    this.loader = loader;
  }

  /** Reads and writes values of one type. */
  static final class Format {
    private final PojoSerializer<Object> serializer;

    private Format(PojoSerializer<Object> serializer) {
      this.serializer = serializer;
    }

    Object read(byte[] json) {
      try {
        return serializer.fromJson(new ByteArrayInputStream(json));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "An error occurred during JSON parsing: " + reason(e), e);
      }
    }

    byte[] write(Object value) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(256);
      try {
        serializer.toJson(value, out);
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "An error occurred during JSON serialization of response: " + reason(e), e);
      }
      return out.toByteArray();
    }

    private static String reason(Throwable e) {
      return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }
  }

  public Format of(Type type) {
    Iterator<CustomPojoSerializer> own =
        ServiceLoader.load(CustomPojoSerializer.class, loader).iterator();
    if (own.hasNext()) {
      return new Format(custom(own.next(), type));
    }
    if (type instanceof Class<?>
        && LambdaEventSerializers.isLambdaSupportedEvent(((Class<?>) type).getName())) {
      return new Format(events().serializerFor((Class<?>) type));
    }
    return new Format(jackson().getSerializer(type));
  }

  private synchronized EventSerializers events() {
    if (events == null) {
      events = new EventSerializers();
    }
    return events;
  }

  /** Made late: a function that takes bytes should not pay for it. */
  private synchronized JacksonFactory jackson() {
    if (jackson == null) {
      jackson = JacksonFactory.getInstance().withNamingStrategy(null); // a copy has its own caches
    }
    return jackson;
  }

  private static PojoSerializer<Object> custom(CustomPojoSerializer serializer, Type type) {
    return new PojoSerializer<Object>() {
      @Override
      public Object fromJson(InputStream json) {
        return serializer.fromJson(json, type);
      }

      @Override
      public Object fromJson(String json) {
        return serializer.fromJson(json, type);
      }

      @Override
      public void toJson(Object value, OutputStream out) {
        serializer.toJson(value, out, type);
      }
    };
  }

  public synchronized void forgetTypes() {
    if (jackson != null) {
      jackson.getMapper().getTypeFactory().clearCache();
    }
  }
}
