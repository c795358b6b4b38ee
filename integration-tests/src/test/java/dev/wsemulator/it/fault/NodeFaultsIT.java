package dev.wsemulator.it.fault;

class NodeFaultsIT extends FaultTable {
  NodeFaultsIT() {
    super(ClientKind.NODE);
  }
}
