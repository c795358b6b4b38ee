package dev.wsemulator.internal.function.process;

import dev.wsemulator.lambda.ChildProcess;
import dev.wsemulator.lambda.FunctionDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of a function that runs in a process of its own. Immutable.
 *
 * @param process the code
 * @param libraries what is on a Java function's class path besides
 */
record ChildCode(ChildProcess process, List<Path> libraries) {

  /** Returns the code of a function that is a child process, or whose files can run in one. */
  static ChildCode of(FunctionDefinition function) {
    if (function.code() instanceof FunctionDefinition.Files files) {
      List<Path> classPath = files.classPath();
      return new ChildCode(
          ChildProcess.of(files.runtime(), files.handler(), classPath.get(0)),
          classPath.subList(1, classPath.size()));
    }
    return new ChildCode((ChildProcess) function.code(), List.of());
  }

  String runtime() {
    return process.runtime();
  }

  String handler() {
    return process.handler();
  }

  /** Returns the files and folders that it is made of. */
  List<Path> places() {
    List<Path> places = new ArrayList<>(process.layers());
    process.place().ifPresent(places::add);
    places.addAll(libraries);
    return places;
  }
}
