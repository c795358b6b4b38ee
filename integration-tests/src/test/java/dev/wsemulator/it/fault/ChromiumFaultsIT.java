package dev.wsemulator.it.fault;

class ChromiumFaultsIT extends FaultTable {
  ChromiumFaultsIT() {
    super(ClientKind.CHROMIUM);
  }
}
