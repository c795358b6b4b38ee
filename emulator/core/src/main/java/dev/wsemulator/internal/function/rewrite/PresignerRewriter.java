package dev.wsemulator.internal.function.rewrite;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the presigners of the AWS SDKs sign for the address of S3: that of SDK 1.x calls no request
 * handler, and those of some SDKs 2.x set the host after the interceptors.
 */
public final class PresignerRewriter {
  private static final String HOOKS = "dev/wsemulator/internal/function/egress/";
  private static final String V1 = "com.amazonaws.services.s3.AmazonS3Client";
  private static final String V2 =
      "software.amazon.awssdk.services.s3.internal.signing.DefaultS3Presigner";

  private PresignerRewriter() {}

  /** Returns the class to define in place of the given one. */
  public static byte[] rewrite(String className, byte[] original) {
    if (!className.equals(V1) && !className.equals(V2)) {
      return original;
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(original).accept(new Hooks(writer), 0);
    return writer.toByteArray();
  }

  private static final class Hooks extends ClassVisitor {
    Hooks(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return switch (name) {
        case "initializeInterceptors" -> new LastInterceptor(next);
        case "generatePresignedUrl" -> new LedRequest(next);
        default -> next;
      };
    }
  }

  /** Adds our interceptor behind those that the method returns. */
  private static final class LastInterceptor extends MethodVisitor {
    LastInterceptor(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.ARETURN) {
        String listToList = "(Ljava/util/List;)Ljava/util/List;";
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, HOOKS + "SdkV2Interceptor", "behind", listToList, false);
      }
      super.visitInsn(opcode);
    }
  }

  /** Leads the request that the method makes, before it signs it. */
  private static final class LedRequest extends MethodVisitor {
    LedRequest(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (name.equals("createRequest") && descriptor.endsWith(")Lcom/amazonaws/Request;")) {
        super.visitInsn(Opcodes.DUP);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            HOOKS + "SdkV1RequestHandler",
            "lead",
            "(Lcom/amazonaws/Request;)V",
            false);
      }
    }
  }
}
