package dev.wsemulator.it.fault;

class RawFaultsIT extends FaultTable {
  RawFaultsIT() {
    super(ClientKind.RAW);
  }
}
