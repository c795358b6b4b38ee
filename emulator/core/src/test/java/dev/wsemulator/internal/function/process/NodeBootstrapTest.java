package dev.wsemulator.internal.function.process;

import static dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Kind.INIT_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsemulator.internal.function.process.ScriptedRuntimeApi.Report;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the bootstrap for Node.js finds a handler, and what it reports if there is none. */
class NodeBootstrapTest {
  private static final String ECHO = "exports.handler = async (event) => event;";
  private static final String ES_ECHO = "export const handler = async (event) => event;";

  @TempDir private Path folder;
  private NodeFunction function;

  @BeforeEach
  void prepare() {
    function = new NodeFunction(folder);
  }

  @AfterEach
  void close() {
    function.close();
  }

  @ParameterizedTest
  @CsvSource({
    "index.js,index.handler",
    "index.cjs,index.handler",
    "src/deep/app.js,src/deep/app.handler",
    "src.v2/app.js,src.v2/app.handler",
    "index,index.handler",
    "node_modules/lib/index.js,lib.handler"
  })
  void aCommonJsHandlerIsFoundByLambdasRules(String file, String handler) {
    function.file(file, ECHO).start(handler);

    assertThat(function.answer("{\"a\":1}")).isEqualTo("{\"a\":1}");
  }

  @Test
  void anEsModuleMayAwaitAtItsTopLevel() {
    function.file(
        "index.mjs", "const w = await Promise.resolve(2); export const f = async () => w;");
    function.start("index.f");

    assertThat(function.answer("{}")).isEqualTo("2");
  }

  @Test
  void aPackageOfTypeModuleMakesJsAnEsModule() {
    function.file("package.json", "{\"type\":\"module\"}").file("src/index.js", ES_ECHO);
    function.start("src/index.handler");

    assertThat(function.answer("[1]")).isEqualTo("[1]");
  }

  @Test
  void namesWithDotsAreNestedAndTheDefaultExportIsSearchedToo() {
    function.file("index.mjs", "export default { api: { chat: async () => 'nested' } };");
    function.start("index.api.chat");

    assertThat(function.answer("{}")).isEqualTo("\"nested\"");
  }

  @Test
  void anEsModuleFindsPackagesOfLayersByNodePath() {
    function.assumeNode(20);
    Path layer = folder.resolve("opt/nodejs/node_modules");
    function
        .file("opt/nodejs/node_modules/greet/package.json", "{\"exports\":\"./greet.mjs\"}")
        .file("opt/nodejs/node_modules/greet/greet.mjs", "export default 'from the layer';")
        .file("opt/plain/words.js", "module.exports = 'and a plain folder';")
        .file(
            "task/index.mjs",
            "import a from 'greet'; import b from 'words';"
                + " export const handler = async () => [a, b];")
        .variable("LAMBDA_TASK_ROOT", folder.resolve("task").toString())
        .variable("NODE_PATH", layer + File.pathSeparator + folder.resolve("opt/plain"))
        .start("index.handler");

    assertThat(function.answer("{}")).isEqualTo("[\"from the layer\",\"and a plain folder\"]");
  }

  @ParameterizedTest
  @CsvSource({"0,object", "1,undefined"})
  void theGlobalAwslambdaCanBeSwitchedOff(String off, String type) {
    function.file("index.js", "exports.handler = async () => typeof awslambda;");
    function.variable("AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA", off).start("index.handler");

    assertThat(function.answer("{}")).isEqualTo("\"" + type + "\"");
  }

  @Test
  void aMissingHandlerFileIsAnImportModuleError() {
    Report report = initErrorOf("index.handler");

    assertThat(report.errorType()).isEqualTo("Runtime.ImportModuleError");
    assertThat(report.body())
        .startsWith(
            "{\"errorType\":\"Runtime.ImportModuleError\",\"errorMessage\":"
                + "\"Error: Cannot find module 'index'\\nRequire stack:\\n"
                + "- /var/runtime/index.mjs\"");
    assertThat(function.process().line())
        .contains("\tundefined\tERROR\tUncaught Exception \t{\"errorType\":\"Runtime.ImportModule");
    assertThat(function.process().exitCode()).isEqualTo(129);
  }

  @Test
  void aMissingModuleIsAnImportModuleErrorWithTheFilesThatWantIt() {
    function.file("index.js", "require('left-out');");

    assertThat(initErrorOf("index.handler").body())
        .contains("\"Error: Cannot find module 'left-out'\\nRequire stack:\\n- ")
        .contains("index.js\\n- /var/runtime/index.mjs\"");
  }

  @Test
  void aSyntaxErrorNamesItsFileAndLine() {
    function.file("index.js", "const a = 1;\nconst = 2;");

    Report report = initErrorOf("index.handler");
    assertThat(report.errorType()).isEqualTo("Runtime.UserCodeSyntaxError");
    assertThat(report.body())
        .contains("\"errorMessage\":\"SyntaxError: Unexpected token '='\"")
        .contains("index.js:2");
  }

  @ParameterizedTest
  @CsvSource({
    "index.other,Runtime.HandlerNotFound,index.other is undefined or not exported",
    "index.text,Runtime.HandlerNotFound,index.text is not a function",
    "index,Runtime.MalformedHandlerName,Bad handler",
    "a/../b.handler,Runtime.MalformedHandlerName,'\"''a/../b.handler'' is not a valid handler name'"
  })
  void aWrongHandlerNameIsReportedInLambdasWords(String handler, String type, String message) {
    function.file("index.js", "exports.text = 'no function';");

    Report report = initErrorOf(handler);
    assertThat(report.errorType()).isEqualTo(type);
    assertThat(report.body()).contains(message);
  }

  @Test
  void anErrorThrownWhileLoadingIsReportedAsItIs() {
    function.file("index.mjs", "throw new RangeError('too early');");

    Report report = initErrorOf("index.handler");
    assertThat(report.errorType()).isEqualTo("RangeError");
    assertThat(report.body()).contains("\"errorMessage\":\"too early\"");
  }

  @Test
  void anEsModuleThatWaitsForeverEndsWithCode13() {
    function.file("index.mjs", "await new Promise(() => {});").start("index.handler");

    assertThat(function.process().exitCode()).isEqualTo(13);
  }

  @Test
  void nodejs24RefusesCallbackHandlers() {
    function.file("index.js", "exports.handler = (event, context, callback) => callback();");
    function.runtime("nodejs24.x");

    Report report = initErrorOf("index.handler");
    assertThat(report.errorType()).isEqualTo("Runtime.CallbackHandlerDeprecated");
    assertThat(report.body()).contains("ERROR: AWS Lambda has removed support for callback-based");
    assertThat(function.process().line()).contains("\t-\tERROR\tInit Error \t{");
    assertThat(function.process().exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "nodejs20.x,@aws-sdk/client-s3,@aws-sdk/client-s3,@aws-sdk/client-s3",
    "nodejs18.x,@smithy/core/x,@smithy/core,@smithy/core",
    "nodejs16.x,aws-sdk,aws-sdk,aws-sdk@2"
  })
  void aMissingSdkNamesTheCommandThatInstallsIt(
      String runtime, String module, String name, String installed) {
    function.file("package.json", "{}").file("index.js", "require('" + module + "');");
    function.runtime(runtime);

    assertThat(initErrorOf("index.handler").body()).contains("Cannot find module '" + module + "'");
    assertThat(function.process().errorLine())
        .startsWith("Cannot find package '" + name + "' - Lambda's " + runtime + " brings it")
        .contains("run \"npm install --no-save " + installed + "\" in " + folder + ".");
  }

  @Test
  void allPackagesOfTheSdkThatAreMissingAreInstalledAtOnce() {
    function
        .file("package.json", "{}")
        .file("index.js", "require('@aws-sdk/client-s3'); require('./lib/send.mjs');")
        .file("lib/send.mjs", "import { x } from \"@aws-sdk/client-sns\"; import '@aws-sdk/there';")
        .file("node_modules/@aws-sdk/there/index.js", "require('@aws-sdk/not-of-the-code');");

    assertThat(initErrorOf("index.handler").body()).contains("Cannot find module");
    assertThat(function.process().errorLine())
        .contains("--no-save @aws-sdk/client-s3 @aws-sdk/client-sns\" in ");
  }

  @Test
  void aMissingSdkOfAnEsModuleIsExplainedToo() {
    function.file("index.mjs", "import '@aws-sdk/client-sns';");

    assertThat(initErrorOf("index.handler").body()).contains("Cannot find package");
    assertThat(function.process().errorLine()).contains("--no-save @aws-sdk/client-sns");
  }

  @Test
  void aPackageThatLambdaDoesNotBringIsNotExplained() {
    function.file("index.js", "require('aws-sdk');");
    initErrorOf("index.handler");

    assertThat(function.process().remainingErrorLines()).isEmpty();
  }

  private Report initErrorOf(String handler) {
    function.start(handler);
    return function.take(INIT_ERROR);
  }
}
