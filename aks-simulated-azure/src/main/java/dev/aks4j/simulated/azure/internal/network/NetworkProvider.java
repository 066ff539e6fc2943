package dev.aks4j.simulated.azure.internal.network;

import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.Response;
import java.util.Set;

/** Microsoft.Network: virtual networks, subnets, and the simple resources that they refer to. */
public final class NetworkProvider implements ResourceProvider {

    private static final Set<String> SIMPLE =
            Set.of("publicIPAddresses", "publicIPPrefixes", "natGateways", "routeTables", "networkSecurityGroups");

    private final VirtualNetworks networks;
    private final Subnets subnets;
    private final SimpleResources simple;
    private final NetworkLro operations;

    /** Makes the provider of a cloud. */
    public NetworkProvider(Cloud cloud) {
        operations = new NetworkLro(cloud);
        networks = new VirtualNetworks(cloud, operations);
        subnets = new Subnets(cloud, operations);
        simple = new SimpleResources(cloud, operations);
    }

    @Override
    public String namespace() {
        return "Microsoft.Network";
    }

    @Override
    public Set<String> types() {
        return Set.of(
                "virtualNetworks",
                "virtualNetworks/subnets",
                "publicIPAddresses",
                "publicIPPrefixes",
                "natGateways",
                "routeTables",
                "networkSecurityGroups",
                "locations/operations",
                "locations/operationResults");
    }

    @Override
    public Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.matches("locations", "*", "operations", "*")) {
            return operations.status(request);
        } else if (path.matches("locations", "*", "operationresults", "*")) {
            return operations.result(request);
        } else if (path.matches("virtualNetworks", "*", "subnets")
                || path.matches("virtualNetworks", "*", "subnets", "*")) {
            return subnets.answer(request);
        } else if (path.matches("virtualNetworks") || path.matches("virtualNetworks", "*")) {
            return networks.answer(request);
        }
        return SIMPLE.stream()
                .filter(type -> path.matches(type) || path.matches(type, "*"))
                .findFirst()
                .map(type -> simple.answer(request, type))
                .orElseThrow(() -> Arm.noSuchType(request));
    }
}
