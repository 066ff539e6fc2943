package dev.aks4j.core.cluster.setting;

/** How the traffic of pods in a service mesh gets to their proxies. */
public enum ProxyRedirection {
    /** By a container of each pod that may change its network, before the others start. */
    INIT_CONTAINERS("InitContainers"),
    /** By the network plug-in of the node; pods need no rights for it. Azure's default from asm-1-30. */
    CNI_CHAINING("CNIChaining");

    private final String value;

    ProxyRedirection(String value) {
        this.value = value;
    }

    /** Returns Azure's word for it. */
    public String value() {
        return value;
    }
}
