package dev.aks4j.core.cluster.pool;

/** What runs a pool's containers. Cannot be changed later. */
public enum WorkloadRuntime {
    /** Ordinary containers; the default. */
    OCI_CONTAINER("OCIContainer"),
    /** WebAssembly modules. */
    WASM_WASI("WasmWasi"),
    /** A virtual machine for each pod; needs Azure Linux and a size with nested virtualisation. */
    KATA_VM_ISOLATION("KataVmIsolation");

    private final String value;

    WorkloadRuntime(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
