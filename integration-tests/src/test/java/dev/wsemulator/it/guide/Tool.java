package dev.wsemulator.it.guide;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A program that a test needs and that not every machine has. */
public enum Tool {
  AWS("aws", "Install the AWS CLI, for example by: pip install awscli"),
  NODE("node", "Install Node.js 18 or newer."),
  NPM("npm", "Install it with Node.js."),
  PYTHON("python3", "Install Python 3.9 or newer."),
  CDK("cdk", "Install it by: npm install -g aws-cdk"),
  SAM("sam", "Install it by: pip install aws-sam-cli"),
  SERVERLESS("serverless", "Install it by: npm install -g serverless@3"),
  TERRAFORM("terraform", "Get it from https://developer.hashicorp.com/terraform/install");

  private final String command;
  private final String remedy;

  Tool(String command, String remedy) {
    this.command = command;
    this.remedy = remedy;
  }

  /** Skips the test, with a reason, where the program is not on the path. */
  public void assumeThere() {
    Assumptions.assumeTrue(isThere(), () -> command + " is not on the PATH. " + remedy);
  }

  /** Returns whether functions in Node can run. */
  public static boolean hasNode() {
    return NODE.isThere();
  }

  private boolean isThere() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  /**
   * Skips the test where the program does not do what shows that it has a library.
   *
   * @param reason what is missing, and how to install it
   */
  void assumeHas(String reason, Path folder, String... arguments)
      throws IOException, InterruptedException {
    assumeThere();
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(whole)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Assumptions.assumeTrue(process.waitFor() == 0, reason);
  }
}
