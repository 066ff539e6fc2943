package dev.aks4j.network.ingress;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import java.util.Optional;

/**
 * A type of Kubernetes objects.
 *
 * @param apiVersion group and version
 * @param kind Kubernetes' name of the type
 * @param label what plans call one
 * @param list what paths of problems call many
 */
record ObjectType(String apiVersion, String kind, String label, String list) {

    static final String GATEWAY_API = "gateway.networking.k8s.io";

    static final ObjectType GATEWAY = new ObjectType(GATEWAY_API + "/v1", "Gateway", "gateway", "gateways");
    static final ObjectType HTTP_ROUTE = new ObjectType(GATEWAY_API + "/v1", "HTTPRoute", "httpRoute", "httpRoutes");
    static final ObjectType REFERENCE_GRANT =
            new ObjectType(GATEWAY_API + "/v1beta1", "ReferenceGrant", "referenceGrant", "referenceGrants");
    static final ObjectType INGRESS = new ObjectType("networking.k8s.io/v1", "Ingress", "ingress", "ingresses");
    static final ObjectType NGINX = new ObjectType(
            "approuting.kubernetes.azure.com/v1alpha1",
            "NginxIngressController",
            "nginxIngressController",
            "nginxIngressControllers");
    static final ObjectType APPLICATION_LOAD_BALANCER = new ObjectType(
            "alb.networking.azure.io/v1",
            "ApplicationLoadBalancer",
            "applicationLoadBalancer",
            "applicationLoadBalancers");

    Address address(ResourceId cluster, Optional<String> namespace, String name) {
        return namespace
                .map(there -> Address.kubernetes(cluster, apiVersion, kind, there, name))
                .orElseGet(() -> Address.kubernetes(cluster, apiVersion, kind, name));
    }
}
