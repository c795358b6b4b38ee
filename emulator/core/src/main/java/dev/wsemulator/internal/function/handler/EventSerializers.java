package dev.wsemulator.internal.function.handler;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A copy of Lambda's event serializers for one function. They keep the classes that they have met
 * in static fields, which is right on Lambda, where a process has one function, and would mix up
 * two functions of this JVM that both take an {@code S3Event}. Thread-safe.
 */
final class EventSerializers extends ClassLoader {
  private static final String COPIED = "com.amazonaws.services.lambda.runtime.serialization.";

  /** The class files that have been read, as each execution environment defines them. */
  private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

  private final Method serializerFor;

  EventSerializers() {
    super(EventSerializers.class.getClassLoader());
    try {
      serializerFor =
          loadClass(LambdaEventSerializers.class.getName())
              .getMethod("serializerFor", Class.class, ClassLoader.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Lambda's serialization library has changed.", e);
    }
  }

  /** Returns the serializer of an event class of the function. */
  @SuppressWarnings("unchecked") // the library creates serializers by class
  PojoSerializer<Object> serializerFor(Class<?> event) {
    try {
      return (PojoSerializer<Object>) serializerFor.invoke(null, event, event.getClassLoader());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "Lambda's serialization library cannot read " + event.getName() + ".", e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(COPIED) || name.equals(PojoSerializer.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? copy(name) : loaded;
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int length = in.read(part); length > 0; length = in.read(part)) {
      bytes.write(part, 0, length);
    }
    return bytes.toByteArray();
  }

  private Class<?> copy(String name) throws ClassNotFoundException {
    byte[] known = FILES.get(name);
    byte[] bytes = known == null ? read(name) : known;
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] read(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = read(in);
      FILES.put(name, bytes);
      return bytes;
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
