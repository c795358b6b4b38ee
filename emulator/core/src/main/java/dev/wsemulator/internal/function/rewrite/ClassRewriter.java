package dev.wsemulator.internal.function.rewrite;

import dev.wsemulator.internal.function.substitute.FunctionLoaders;
import dev.wsemulator.internal.function.substitute.FunctionSystem;
import dev.wsemulator.internal.function.substitute.Substitutes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites a function's classes: redirects calls of the JDK to the {@link Substitutes} and uses of
 * {@code System.out} and {@code System.err} to {@link FunctionSystem}, registers thread pools that
 * the function creates there, and adds points to loops where they can be stopped. Line numbers and
 * local variables stay.
 */
public final class ClassRewriter {
  private static final String FUNCTION_LOADERS = FunctionLoaders.class.getName().replace('.', '/');

  /** Libraries whose loops end by themselves; leaving them alone keeps loading fast. */
  private static final List<String> LIBRARIES =
      List.of(
          "software/amazon/",
          "com/amazonaws/",
          "com/fasterxml/",
          "com/google/",
          "org/apache/",
          "org/reactivestreams/",
          "org/slf4j/",
          "org/springframework/",
          "org/jboss/",
          "ch/qos/logback/",
          "reactor/",
          "jakarta/",
          "io/micronaut/",
          "io/netty/",
          "io/quarkus/",
          "io/smallrye/",
          "kotlin/",
          "scala/");

  /** Classes whose new objects are registered with {@link FunctionSystem#track}. */
  static final Set<String> POOLS =
      Set.of(
          "java/util/Timer",
          "java/util/concurrent/ThreadPoolExecutor",
          "java/util/concurrent/ScheduledThreadPoolExecutor");

  /** Class loaders that function code extends, and what it extends in their place. */
  static final Map<String, String> LOADERS =
      Map.of(
          "java/lang/ClassLoader", FUNCTION_LOADERS + "$Plain",
          "java/security/SecureClassLoader", FUNCTION_LOADERS + "$Secure",
          "java/net/URLClassLoader", FUNCTION_LOADERS + "$Urls");

  private ClassRewriter() {}

  /** Returns the class to define in place of the given one, whatever it is called. */
  public static byte[] rewrite(byte[] original) {
    try {
      return rewrite(new ClassReader(original).getClassName(), original);
    } catch (RuntimeException e) {
      return original; // not a class; the JVM reports it
    }
  }

  /** Returns the class to define in place of the given one. */
  public static byte[] rewrite(String className, byte[] original) {
    try {
      ClassReferences.Finding finding = ClassReferences.of(original);
      boolean loops = finding.isRunnable() || loopsCanEnd(className);
      boolean isConcerned = finding.isConcerned() || LookUps.areIn(className.replace('.', '/'));
      boolean isDue = !finding.isRewritten() && (loops || isConcerned);
      return isDue ? write(original, loops) : original;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return original; // newer than ASM, or not a class; the JVM reports it
    }
  }

  private static boolean loopsCanEnd(String className) {
    String name = className.replace('.', '/');
    return LIBRARIES.stream().noneMatch(name::startsWith);
  }

  /** A method near the limit of a method's size keeps what fits in. */
  private static byte[] write(byte[] original, boolean loops) {
    Set<String> large = new HashSet<>();
    Set<String> untouched = new HashSet<>();
    ClassReader reader = new ClassReader(original);
    while (true) {
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(new Members(writer, loops, large, untouched), 0);
      try {
        return writer.toByteArray();
      } catch (MethodTooLargeException e) {
        String method = e.getMethodName() + e.getDescriptor();
        if (!large.add(method) && !untouched.add(method)) {
          return original;
        }
      } catch (ClassTooLargeException e) {
        return original;
      }
    }
  }

  private static final class Members extends ClassVisitor {
    private final boolean loops;
    private final Set<String> large;
    private final Set<String> untouched;
    private String className = "";

    Members(ClassVisitor next, boolean loops, Set<String> large, Set<String> untouched) {
      super(Opcodes.ASM9, next);
      this.loops = loops;
      this.large = large;
      this.untouched = untouched;
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String parent, String[] types) {
      className = name;
      super.visit(version, access, name, signature, LOADERS.getOrDefault(parent, parent), types);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor written = super.visitMethod(access, name, descriptor, signature, exceptions);
      boolean looksUp = LookUps.areIn(className) && LookUps.isOne(access, name, descriptor);
      MethodVisitor next = looksUp ? new LookUps(written) : written;
      String method = name + descriptor;
      if (untouched.contains(method)) {
        return next;
      }
      MethodVisitor calls = new CallRewriter(next);
      return large.contains(method) ? calls : new CodeInserter(calls, loops);
    }
  }
}
