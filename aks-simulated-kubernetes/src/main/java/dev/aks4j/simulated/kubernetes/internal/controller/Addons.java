package dev.aks4j.simulated.kubernetes.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Brings types and objects of parts that a cluster has switched on, and takes them away. Used under the simulator's lock. */
public final class Addons {

    /** A part of a cluster that can be switched on and off. */
    public enum Addon {
        /** The types of the Gateway API. */
        GATEWAY_API,
        /** Istio, for gateways of application routing and nothing else. */
        ROUTING_GATEWAY,
        /** NGINX controllers of application routing. */
        ROUTING_NGINX
    }

    private static final String NAME = "addon-manager";

    private final ClusterObjects cluster;
    private final Set<Addon> on = new LinkedHashSet<>();
    private boolean defaultController;

    Addons(ClusterObjects cluster) {
        this.cluster = cluster;
    }

    /** Brings the types of what is wanted, and takes those of the rest away with their objects. */
    void types(Set<Addon> wanted) {
        change(wanted, Addon.GATEWAY_API, "gateway-types.json");
        change(wanted, Addon.ROUTING_NGINX, "nginx-types.json");
    }

    /**
     * Brings the objects of what is wanted, once its types are known.
     *
     * @param internal whether application routing's own NGINX controller is to be internal; nothing if it is not wanted
     */
    void objects(Set<Addon> wanted, Optional<Boolean> internal) {
        boolean istio = wanted.contains(Addon.ROUTING_GATEWAY) && wanted.contains(Addon.GATEWAY_API);
        if (istio && on.add(Addon.ROUTING_GATEWAY)) {
            namespace("aks-istio-system");
            ObjectNode type = ControllerObjects.of("gateway.networking.k8s.io/v1", "GatewayClass", "", Gateways.CLASS);
            type.putObject("spec")
                    .put("controllerName", Gateways.CONTROLLER)
                    .put("description", "The default Istio GatewayClass");
            create(type);
        } else if (!istio && on.remove(Addon.ROUTING_GATEWAY)) {
            cluster.find(Gateways.CLASSES, "", Gateways.CLASS).ifPresent(found -> cluster.delete(found, NAME));
        }
        if (on.contains(Addon.ROUTING_NGINX) && internal.isPresent() && !defaultController) {
            defaultController = true;
            namespace(NginxControllers.NAMESPACE);
            create(NginxControllers.standard(internal.get()));
        }
    }

    private void change(Set<Addon> wanted, Addon addon, String types) {
        if (wanted.contains(addon) && on.add(addon)) {
            for (JsonNode type : Bootstrap.read(types)) {
                create((ObjectNode) type.deepCopy());
            }
        } else if (!wanted.contains(addon) && on.remove(addon)) {
            for (JsonNode type : Bootstrap.read(types)) {
                cluster.find(
                                "customresourcedefinitions.apiextensions.k8s.io",
                                "",
                                KubeJson.text(type, "metadata", "name"))
                        .ifPresent(found -> cluster.delete(found, NAME));
            }
            defaultController = defaultController && addon != Addon.ROUTING_NGINX;
        }
    }

    private void namespace(String name) {
        if (cluster.find("namespaces", "", name).isEmpty()) {
            create(ControllerObjects.of("v1", "Namespace", "", name));
        }
    }

    private void create(ObjectNode object) {
        cluster.registry().create(object, NAME);
    }
}
