package dev.wsemulator.internal.function.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The name, supertypes and members in a class file.
 *
 * @param release the version of Java that it is compiled for
 * @param isConstructible whether it is public and concrete, with a public constructor without
 *     parameters
 * @param supertypes the names of its superclass and of its interfaces
 * @param methods the names of its public methods
 */
record ClassOutline(
    int release, boolean isConstructible, List<String> supertypes, List<String> methods) {
  /** Class files of Java 1 have this version less one, and those of later ones count on. */
  private static final int BEFORE_JAVA_1 = 44;

  ClassOutline {
    supertypes = List.copyOf(supertypes);
    methods = List.copyOf(methods);
  }

  /** Returns the outline, or {@code null} if these are not the bytes of a class. */
  static @Nullable ClassOutline of(byte[] bytes) {
    try {
      ClassReader reader = new ClassReader(bytes);
      List<String> supertypes = new ArrayList<>();
      if (reader.getSuperName() != null) {
        supertypes.add(reader.getSuperName().replace('/', '.'));
      }
      for (String one : reader.getInterfaces()) {
        supertypes.add(one.replace('/', '.'));
      }
      Methods methods = new Methods();
      reader.accept(
          methods, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      int access = reader.getAccess();
      boolean isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
      boolean isAbstract = (access & Opcodes.ACC_ABSTRACT) != 0;
      return new ClassOutline(
          (reader.readShort(6) & 0xffff) - BEFORE_JAVA_1,
          isPublic && !isAbstract && methods.hasConstructor,
          supertypes,
          methods.names);
    } catch (RuntimeException e) { // what the library throws at other bytes depends on the bytes
      return null;
    }
  }

  private static final class Methods extends ClassVisitor {
    private final List<String> names = new ArrayList<>();
    private boolean hasConstructor;

    Methods() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      boolean isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
      if (isPublic && name.equals("<init>")) {
        hasConstructor |= descriptor.equals("()V");
      } else if (isPublic && !name.startsWith("<")) {
        names.add(name);
      }
      return null;
    }
  }
}
