package dev.wsemulator.internal.function.substitute;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * Leads reflection and method handles to the {@link Substitutes}. Calls of {@link Method#invoke}
 * stay where they are, for they go by the class that makes them; only what they are given changes.
 * Thread-safe.
 */
public final class FunctionReflection {
  private static final Method CALL = callOfBound();

  private FunctionReflection() {}

  /**
   * Called before {@link Method#invoke}.
   *
   * @return the three that it is given: method, object and arguments
   */
  public static Object[] call(Method method, Object target, Object[] arguments) {
    Method substitute = substitute(method);
    if (substitute == null) {
      return new Object[] {method, target, arguments};
    }
    if (Modifier.isStatic(method.getModifiers())) {
      return new Object[] {substitute, null, arguments};
    }
    return new Object[] {CALL, new Bound(substitute, target), new Object[] {arguments}};
  }

  /** Called before {@link Field#get}: returns the field to read. */
  public static Field field(Field field) {
    return field != null && field.getDeclaringClass() == System.class ? own(field) : field;
  }

  private static Field own(Field field) {
    boolean isStream = field.getName().equals("out") || field.getName().equals("err");
    try {
      return isStream ? FunctionSystem.class.getField(field.getName()) : field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called before {@link Constructor#newInstance}: returns the constructor to use. */
  public static Constructor<?> constructor(Constructor<?> constructor)
      throws NoSuchMethodException {
    return constructor != null && constructor.getDeclaringClass() == URLClassLoader.class
        ? FunctionLoaders.Urls.class.getConstructor(constructor.getParameterTypes())
        : constructor;
  }

  /** Replaces {@link Lookup#unreflect}. */
  public static MethodHandle unreflect(Lookup lookup, Method method) throws IllegalAccessException {
    Method substitute = substitute(method);
    return substitute == null
        ? lookup.unreflect(method)
        : MethodHandles.publicLookup().unreflect(substitute);
  }

  /** Replaces {@link Lookup#unreflectGetter}. */
  public static MethodHandle unreflectGetter(Lookup lookup, Field field)
      throws IllegalAccessException {
    return lookup.unreflectGetter(field(field));
  }

  /** Replaces {@link Lookup#findStaticGetter}. */
  public static MethodHandle findStaticGetter(
      Lookup lookup, Class<?> owner, String name, Class<?> type)
      throws NoSuchFieldException, IllegalAccessException {
    boolean isStream = owner == System.class && (name.equals("out") || name.equals("err"));
    return lookup.findStaticGetter(isStream ? FunctionSystem.class : owner, name, type);
  }

  /** Replaces {@link Lookup#findStatic}. */
  public static MethodHandle findStatic(Lookup lookup, Class<?> owner, String name, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    Class<?> substitute = substitute(owner, name);
    return lookup.findStatic(substitute == null ? owner : substitute, name, type);
  }

  /** Replaces {@link Lookup#findVirtual}. */
  public static MethodHandle findVirtual(
      Lookup lookup, Class<?> owner, String name, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    Class<?> substitute = substitute(owner, name);
    return substitute == null
        ? lookup.findVirtual(owner, name, type)
        : lookup.findStatic(substitute, name, type.insertParameterTypes(0, owner));
  }

  private static @Nullable Class<?> substitute(Class<?> owner, String name) {
    if (owner.getClassLoader() != null) { // only the JDK has substitutes
      return null;
    }
    String found = Substitutes.of(owner.getName(), name);
    try {
      return found == null ? null : Class.forName(found);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Method substitute(@Nullable Method method) {
    Class<?> owner =
        method == null ? null : substitute(method.getDeclaringClass(), method.getName());
    if (method == null || owner == null) {
      return null;
    }
    Class<?>[] types = method.getParameterTypes();
    if (!Modifier.isStatic(method.getModifiers())) {
      Class<?>[] withTarget = new Class<?>[types.length + 1];
      withTarget[0] = method.getDeclaringClass();
      System.arraycopy(types, 0, withTarget, 1, types.length);
      types = withTarget;
    }
    try {
      return owner.getMethod(method.getName(), types);
    } catch (NoSuchMethodException e) {
      return null; // not public
    }
  }

  private static Method callOfBound() {
    try {
      return Bound.class.getMethod("call", Object[].class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A substitute with the object that it takes first. */
  public static final class Bound {
    private final Method substitute;
    private final Object target;

    Bound(Method substitute, Object target) {
      this.substitute = substitute;
      this.target = target;
    }

    /** Calls it, and throws what it throws. */
    public Object call(Object[] arguments) throws Throwable {
      Object[] given = arguments == null ? new Object[0] : arguments;
      Object[] all = new Object[given.length + 1];
      all[0] = target;
      System.arraycopy(given, 0, all, 1, given.length);
      try {
        return substitute.invoke(null, all);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
