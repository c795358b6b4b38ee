package dev.wsemulator.cli.command;

import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.internal.aws.fetch.DynamoDbLocal;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fetch}: brings ahead what is otherwise fetched at first need. */
@Command(
    name = "fetch",
    description = {
      "Downloads Amazon's DynamoDB Local, which the embedded DynamoDB needs, into a folder: for images and for machines without a network.",
      DynamoDbLocal.LICENCE
    },
    mixinStandardHelpOptions = true)
public final class FetchCommand implements Callable<Integer> {
  @Mixin private OutputOptions output;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "The folder; set WSEMULATOR_CACHE to it when you start the emulator. Default: WSEMULATOR_CACHE, or the user's cache folder.")
  private @Nullable Path folder;

  /** Returns whether the embedded DynamoDB can start without a download. */
  public static boolean isFetched() {
    return DynamoDbLocal.ofThisMachine().isFound();
  }

  @Override
  public Integer call() {
    AtomicBoolean isSaid = new AtomicBoolean();
    DynamoDbLocal local = DynamoDbLocal.ofThisMachine();
    Path to = folder == null ? local.cacheFolder() : folder;
    Path jar =
        local.fetch(
            to,
            line -> {
              output.err().println(line);
              isSaid.set(true);
            });
    if (!isSaid.get()) {
      output.err().println(DynamoDbLocal.LICENCE);
    }
    if (!to.toAbsolutePath().equals(local.cacheFolder())) {
      output.note("The emulator finds it there with WSEMULATOR_CACHE=" + jar.getParent());
    }
    output.result(jar.toString(), Map.of("file", jar.toString(), "licence", DynamoDbLocal.LICENCE));
    return ExitCode.DONE;
  }
}
