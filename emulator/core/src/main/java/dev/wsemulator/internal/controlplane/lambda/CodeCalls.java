package dev.wsemulator.internal.controlplane.lambda;

import dev.wsemulator.internal.controlplane.store.Document;
import dev.wsemulator.internal.controlplane.store.Documents;
import dev.wsemulator.internal.controlplane.store.Draft;
import dev.wsemulator.internal.controlplane.store.ServiceResponse;
import dev.wsemulator.internal.function.FunctionRuntime;
import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code UpdateFunctionCode}. The new code of a function that a template defines lasts until the
 * template gives it other code, or the emulator ends.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html">UpdateFunctionCode</a>
 */
public final class CodeCalls {
  /** Where the code that calls have given to functions of templates is kept. */
  public static final String ROOT = "/code";

  private final FunctionDocuments documents;
  private final FunctionRuntime runtime;

  CodeCalls(FunctionDocuments documents, FunctionRuntime runtime) {
    this.documents = documents;
    this.runtime = runtime;
  }

  public static String path(String name) {
    return ROOT + "/" + name;
  }

  ServiceResponse update(Draft draft, Document function, FunctionRequest request) {
    String name = request.name();
    if (draft.find(FunctionDocuments.path(name)).isPresent()) {
      Document coded = documents.coded(function, request.body());
      draft.put(FunctionDocuments.path(name), coded);
      return ServiceResponse.ok(coded.visible());
    }
    FunctionDefinition definition = runtime.find(name).orElseThrow().definition();
    if (!isUploadable(definition.code())) {
      throw FunctionDocuments.invalid(
          "The function %s has no code in files, which a zip could replace.", name);
    }
    Document code = documents.coded(Document.EMPTY, request.body());
    draft.put(path(name), code);
    return ServiceResponse.ok(with(documents.described(definition), code).visible());
  }

  private static boolean isUploadable(FunctionDefinition.Code code) {
    return code instanceof ChildProcess
        || code instanceof FunctionDefinition.Files files && !files.classPath().isEmpty();
  }

  /** Returns a function of a template as it is shown, with the code that a call has given it. */
  Document described(Draft draft, FunctionDefinition definition) {
    Document function = documents.described(definition);
    return draft.find(path(definition.name())).map(code -> with(function, code)).orElse(function);
  }

  private static Document with(Document function, Document code) {
    Document all = function;
    for (Map.Entry<String, Object> member : code.members().entrySet()) {
      all = all.with(member.getKey(), member.getValue());
    }
    return all;
  }

  /**
   * Returns a function of a template with the code that a call has given it; empty without such
   * code.
   */
  public static Optional<FunctionDefinition> definition(
      FunctionDocuments documents, Documents all, FunctionDefinition templated) {
    return all.find(path(templated.name()))
        .flatMap(code -> code.text(FunctionDocuments.CODE))
        .map(name -> templated.toBuilder().code(code(documents, name, templated.code())).build());
  }

  private static boolean isOfLayer(Path jar) {
    Path folder = jar.getParent();
    return folder != null && folder.endsWith(Path.of("java", "lib"));
  }

  /** Forgets code of functions that have other code by now, or are gone. */
  public static void forgetReplaced(Documents all, FunctionRuntime runtime) {
    for (Map.Entry<String, Document> code : all.children(ROOT).entrySet()) {
      String name = code.getValue().text(FunctionDocuments.CODE).orElse("");
      boolean isUsed =
          runtime.find(code.getKey()).stream()
              .anyMatch(function -> isMadeOf(function.definition().code(), name));
      if (!isUsed) {
        all.remove(path(code.getKey()));
      }
    }
  }

  private static boolean isMadeOf(FunctionDefinition.Code code, String name) {
    Path place =
        code instanceof ChildProcess process
            ? process.place().orElse(null)
            : code instanceof FunctionDefinition.Files files && !files.classPath().isEmpty()
                ? files.classPath().get(0)
                : null;
    return place != null && String.valueOf(place.getFileName()).replace(".jar", "").equals(name);
  }

  private static FunctionDefinition.Code code(
      FunctionDocuments documents, String name, FunctionDefinition.Code before) {
    if (before instanceof ChildProcess process) {
      return ChildProcess.of(process.runtime(), process.handler(), documents.code().file(name))
          .withLayers(process.layers());
    }
    FunctionDefinition.Files files = (FunctionDefinition.Files) before;
    List<Path> classPath = new ArrayList<>(documents.code().classPath(name));
    files.classPath().stream().filter(CodeCalls::isOfLayer).forEach(classPath::add);
    return new FunctionDefinition.Files(files.handler(), classPath, files.runtime());
  }
}
