package dev.wsemulator.internal.function.rewrite;

import dev.wsemulator.internal.function.substitute.Substitutes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds class files that refer to something that {@link ClassRewriter} changes, with one pass over
 * the constant pool: nearly all classes of a library do not, and need not be parsed.
 */
final class ClassReferences {
  /** Methods that are identified by their names alone, whatever their class. */
  private static final Set<String> OF_ANY_CLASS =
      Set.of("defineClass", "printStackTrace", "getSystemClassLoader", SocketChecks.FACTORY);

  /** By the internal name of a class: the members that are looked for, none for all of them. */
  private static final Map<String, Set<String>> MEMBERS = members();

  private static final byte[] REWRITTEN =
      "dev/wsemulator/internal/function/substitute/Function".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] RUNNABLE = "java/lang/Runnable".getBytes(StandardCharsets.ISO_8859_1);
  private static final int LONGEST = longest();

  private final byte[] bytes;
  private final int[] places;
  private boolean isRewritten;
  private boolean isRunnable;

  private ClassReferences(byte[] bytes) {
    this.bytes = bytes;
    this.places = new int[unsigned(8)];
  }

  private static Map<String, Set<String>> members() {
    Map<String, Set<String>> members = new HashMap<>();
    for (String owner : Substitutes.owners()) {
      members.put(owner.replace('.', '/'), Substitutes.methods(owner));
    }
    members.computeIfPresent(
        "java/lang/System", (name, known) -> union(known, Set.of("out", "err")));
    members.put("java/lang/reflect/Method", Set.of("invoke"));
    members.put("java/lang/reflect/Field", Set.of("get"));
    members.put("java/lang/reflect/Constructor", Set.of("newInstance"));
    members.put("java/util/concurrent/Executors", Set.of());
    members.putAll(RelativeFiles.MEMBERS);
    members.put(CurrentDates.DATE, Set.of("<init>"));
    members.put(CurrentDates.CALENDAR, Set.of("<init>"));
    members.put(CodeInserter.HTTP_CLIENT, Set.of("cookieHandler"));
    SocketChecks.ADDRESSES.forEach(address -> members.put(address, Set.of("<init>")));
    ClassRewriter.POOLS.forEach(
        pool -> members.merge(pool, Set.of("<init>"), ClassReferences::union));
    for (String loader : ClassRewriter.LOADERS.keySet()) {
      members.merge(loader, Set.of("<init>"), ClassReferences::union);
    }
    members.replaceAll((owner, known) -> known.isEmpty() ? known : union(known, OF_ANY_CLASS));
    return members;
  }

  private static Set<String> union(Set<String> known, Set<String> more) {
    Set<String> all = new HashSet<>(known);
    all.addAll(more);
    return all;
  }

  private static int longest() {
    return MEMBERS.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * What a class file says.
   *
   * @param isRewritten whether it was rewritten before
   * @param isConcerned whether something in it is to be changed
   * @param isRunnable whether it may be the work of a thread
   */
  record Finding(boolean isRewritten, boolean isConcerned, boolean isRunnable) {}

  /**
   * Reads a class file.
   *
   * @throws IndexOutOfBoundsException if it is cut off
   */
  static Finding of(byte[] classFile) {
    ClassReferences references = new ClassReferences(classFile);
    references.index();
    return new Finding(references.isRewritten, references.isConcerned(), references.isRunnable);
  }

  private void index() {
    int at = 10;
    for (int i = 1; i < places.length; i++) {
      places[i] = at;
      switch (bytes[at]) {
        case 1 -> {
          int length = unsigned(at + 1);
          isRewritten |= startsWith(at + 3, length, REWRITTEN);
          isRunnable |= length == RUNNABLE.length && startsWith(at + 3, length, RUNNABLE);
          at += 3 + length;
        }
        case 5, 6 -> {
          at += 9;
          i++; // a long or a double takes two places
        }
        case 7, 8, 16, 19, 20 -> at += 3;
        case 15 -> at += 4;
        default -> at += 5;
      }
    }
  }

  private boolean isConcerned() {
    Map<Integer, Set<String>> owners = new HashMap<>();
    for (int i = 1; i < places.length; i++) {
      int at = places[i];
      if (at != 0 && bytes[at] >= 9 && bytes[at] <= 11) {
        Set<String> members =
            owners.computeIfAbsent(unsigned(at + 1), owner -> membersOf(places[owner]));
        if (isConcerned(members, places[unsigned(places[unsigned(at + 3)] + 1)])) {
          return true;
        }
      }
    }
    return false;
  }

  private Set<String> membersOf(int owner) {
    int name = places[unsigned(owner + 1)];
    int length = unsigned(name + 1);
    boolean isPossible = length <= LONGEST && bytes[name + 3] == 'j' && bytes[name + 6] == 'a';
    Set<String> members = isPossible ? MEMBERS.get(text(name)) : null;
    return members == null ? OF_ANY_CLASS : members.isEmpty() ? Set.of("") : members;
  }

  private boolean isConcerned(Set<String> members, int name) {
    if (members == OF_ANY_CLASS) {
      int length = unsigned(name + 1);
      return length >= 11 && length <= 20 && OF_ANY_CLASS.contains(text(name));
    }
    return members.contains("") || members.contains(text(name));
  }

  private String text(int utf8) {
    return new String(bytes, utf8 + 3, unsigned(utf8 + 1), StandardCharsets.ISO_8859_1);
  }

  private boolean startsWith(int from, int length, byte[] start) {
    if (length < start.length || bytes[from] != start[0]) {
      return false;
    }
    for (int i = start.length - 1; i > 0; i--) {
      if (bytes[from + i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  private int unsigned(int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }
}
