package dev.aks4j.network.resource;

/** The SKU of NAT gateways and public addresses. A gateway takes addresses of its own SKU only. */
public enum NetworkSku {
    /** Standard: a NAT gateway is in one zone, and carries IPv4 only. */
    STANDARD("Standard"),
    /** StandardV2: a NAT gateway is in every zone of the region, and carries IPv6 too. */
    STANDARD_V2("StandardV2");

    private final String value;

    NetworkSku(String value) {
        this.value = value;
    }

    /** Returns the value as Azure writes it. */
    @Override
    public String toString() {
        return value;
    }
}
