package dev.aks4j.network.ingress;

/**
 * Who carries out what a gateway says. Immutable and thread-safe.
 *
 * @param name the name of the GatewayClass in the cluster
 */
public record GatewayClass(String name) {

    /** Application routing with its own Istio; the cluster has {@code appRoutingGateway()} and {@code gatewayApi()}. */
    public static final GatewayClass APP_ROUTING = new GatewayClass("approuting-istio");

    /** The service mesh add-on. */
    public static final GatewayClass ISTIO = new GatewayClass("istio");

    /** Application Gateway for Containers, by the ALB controller. */
    public static final GatewayClass APPLICATION_GATEWAY = new GatewayClass("azure-alb-external");

    /** Whether it puts a load-balancer service of the cluster in front, which annotations of the gateway tell what to be. */
    boolean hasService() {
        return !equals(APPLICATION_GATEWAY);
    }

    @Override
    public String toString() {
        return name;
    }
}
