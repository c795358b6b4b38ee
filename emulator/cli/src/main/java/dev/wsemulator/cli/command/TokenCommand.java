package dev.wsemulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wsemulator.cli.console.CommandJson;
import dev.wsemulator.cli.console.ExitCode;
import dev.wsemulator.cli.console.OutputOptions;
import dev.wsemulator.cli.option.EmulatorOptions;
import dev.wsemulator.cli.option.MatcherOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token}: prints a token of a user pool. */
@Command(
    name = "token",
    description =
        "Prints a token of a user pool of a running emulator, signed as by Amazon Cognito.",
    mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
  @Mixin private EmulatorOptions emulator;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "USERNAME", description = "The user's name.")
  private String username;

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description =
          "The user pool: its logical id, or the id, ARN or issuer URL of any pool. Default: the only one.")
  private @Nullable String pool;

  @Option(names = "--access", description = "An access token. Default: an identity token.")
  private boolean isAccess;

  @Option(names = "--sub", paramLabel = "ID", description = "The claim sub.")
  private @Nullable String sub;

  @Option(
      names = "--client",
      paramLabel = "CLIENT",
      description = "The app client: its logical id or its id. Default: the pool's first one.")
  private @Nullable String client;

  @Option(names = "--group", paramLabel = "GROUP", description = "A group; repeatable.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "A scope of an access token; repeatable.")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--claim",
      paramLabel = "NAME=VALUE",
      description = "A further claim, such as email=ann@example.com; repeatable.")
  private Map<String, String> claims = new LinkedHashMap<>();

  @Option(
      names = "--lifetime",
      paramLabel = "TIME",
      description =
          "How long it is valid: 5m, 1h; -5m for one that has expired. Default: as the app client says.")
  private @Nullable Duration lifetime;

  @Override
  public Integer call() {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("username", username);
    call.put("use", isAccess ? "access" : "id");
    MatcherOptions.put(call, "pool", pool);
    MatcherOptions.put(call, "sub", sub);
    MatcherOptions.put(call, "client", client);
    MatcherOptions.put(call, "lifetime", lifetime == null ? null : lifetime.toString());
    call.put("groups", groups);
    call.put("scopes", scopes);
    call.put("claims", claims);
    JsonNode answer = emulator.admin().post("tokens", CommandJson.write(call));
    output.result(answer.path("token").asText(), answer);
    return ExitCode.DONE;
  }
}
