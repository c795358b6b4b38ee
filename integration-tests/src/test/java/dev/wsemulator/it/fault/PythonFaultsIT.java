package dev.wsemulator.it.fault;

class PythonFaultsIT extends FaultTable {
  PythonFaultsIT() {
    super(ClientKind.PYTHON);
  }
}
