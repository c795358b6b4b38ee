package dev.wsemulator.internal.aws.fetch;

import dev.wsemulator.internal.file.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Amazon's DynamoDB Local, which is never contained: finds its jar on this machine, or downloads
 * it. Immutable.
 *
 * @see <a href="https://aws.amazon.com/dynamodb/dynamodblocallicense/">Its licence</a>
 */
public final class DynamoDbLocal {
  /** Whose it is, what may be done with it, and where that can be read. */
  public static final String LICENCE =
      "DynamoDB Local belongs to Amazon. Using it means accepting its licence, the Amazon DynamoDB"
          + " Local License Agreement (https://aws.amazon.com/dynamodb/dynamodblocallicense/), which"
          + " requires an AWS account. To use another DynamoDB instead: --backend URL.";

  static final NamedJar JAR =
      new NamedJar(
          "software.amazon.dynamodb",
          "DynamoDBLocal",
          "3.3.1",
          "41a32e0a840a1fa375d7b3955e60d4b1db94c423ef9e14a43ee9b4cf9c2fb536");

  private final NamedJar jar;
  private final Machine machine;
  private final Resolver resolver;

  DynamoDbLocal(NamedJar jar, Machine machine, Resolver resolver) {
    this.jar = jar;
    this.machine = machine;
    this.resolver = resolver;
  }

  /** Returns that of this machine. */
  public static DynamoDbLocal ofThisMachine() {
    return of(Machine.real());
  }

  static DynamoDbLocal of(Machine machine) {
    Path maven = machine.home().resolve(".m2");
    return new DynamoDbLocal(
        JAR, machine, (jar, folder) -> new MavenResolver(maven, machine).bring(jar, folder));
  }

  /** Returns the folder that keeps the jar where it is found nowhere else. */
  public Path cacheFolder() {
    return machine.cacheFolder().toAbsolutePath();
  }

  /**
   * Returns the jar: where it is found, else fetched into the cache folder.
   *
   * @param say receives the line to print before a download
   * @throws IllegalStateException if it cannot be had; the message says why and what to do
   */
  public Path jar(Consumer<String> say) {
    Search search = new Search();
    return search.found().orElseGet(() -> fill(cacheFolder(), search, say));
  }

  /** Returns whether the jar is somewhere on this machine, so that nothing needs to be fetched. */
  public boolean isFound() {
    return new Search().found().isPresent();
  }

  /**
   * Sees to it that the jar is in a folder: copied from where it is found, else fetched.
   *
   * @param folder that is to have it
   * @param say receives the line to print before a download
   * @return the jar's file in the folder
   * @throws IllegalStateException if it cannot be had; the message says why and what to do
   */
  public Path fetch(Path folder, Consumer<String> say) {
    Path wanted = folder.resolve(jar.fileName()).toAbsolutePath();
    return jar.is(wanted) ? wanted : fill(folder, new Search(), say);
  }

  private Path fill(Path folder, Search search, Consumer<String> say) {
    try {
      return new JarFolder(folder).fill(jar, aside -> bring(aside, search, say));
    } catch (IOException e) {
      throw new IllegalStateException(unavailable(e.getMessage(), search), e);
    }
  }

  private Path bring(Path aside, Search search, Consumer<String> say) throws IOException {
    Optional<Path> here = search.found();
    if (here.isPresent()) {
      return Files.copy(here.get(), aside.resolve(jar.fileName()));
    }
    say.accept(search.damaged() + "Fetching " + jar.coordinates() + ", once. " + LICENCE);
    return resolver.bring(jar, aside);
  }

  private String unavailable(String why, Search search) {
    return """
        DynamoDB Local cannot be had: %s. %sThe emulator does not contain it, as Amazon's licence \
        forbids that; %s is in none of %s, Maven's local repositories and Gradle's cache. Do one of \
        these: where there is a network, run "java -jar websocket-api-emulator.jar fetch", or "mvn \
        dependency:get -Dartifact=%s -Dtransitive=false"; bring that file into that folder; or use \
        another DynamoDB, with --backend URL, in Java with AwsEnvironment.of(URL)."""
        .formatted(why, search.damaged(), jar.fileName(), cacheFolder(), jar.coordinates());
  }

  /** A look at all places on this machine. */
  private final class Search {
    private final List<Path> damaged = new ArrayList<>();

    Optional<Path> found() {
      damaged.clear();
      return new KnownPlaces(machine).of(jar).filter(this::isWhole).findFirst();
    }

    private boolean isWhole(Path file) {
      CheckedFiles checked = new CheckedFiles(machine.cacheFolder(), jar);
      if (checked.isKnown(file)) {
        return true;
      }
      boolean isWhole = jar.is(file);
      if (isWhole) {
        checked.remember(file);
      } else {
        damaged.add(file);
      }
      return isWhole;
    }

    /** Returns a sentence of the files that are not what they should be, to stand before others. */
    String damaged() {
      String files = damaged.stream().map(Path::toString).collect(Collectors.joining(", "));
      return damaged.isEmpty() ? "" : "Damaged, and so not used: " + files + ". ";
    }
  }
}
