package dev.aks4j.simulated.azure.internal.network;

import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.wire.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Microsoft.Network: virtual networks, subnets, and the simple resources that they refer to. */
public final class NetworkProvider implements ResourceProvider {

    private final VirtualNetworks networks;
    private final Subnets subnets;
    private final PlainResources plain;
    private final InlineChildren children;
    private final NetworkLro operations;
    private final PrivateEndpointConnections connections;

    /** Makes the provider of a cloud. */
    public NetworkProvider(Cloud cloud) {
        operations = new NetworkLro(cloud);
        networks = new VirtualNetworks(cloud, operations);
        subnets = new Subnets(cloud, operations);
        connections = new PrivateEndpointConnections(cloud);
        Uses uses = new Uses(cloud, connections);
        plain = new PlainResources(
                cloud,
                namespace(),
                "2024-05-01",
                new NetworkShapes(cloud).types().stream().map(uses::with).toList());
        children = new InlineChildren(cloud, operations, plain);
    }

    @Override
    public String namespace() {
        return "Microsoft.Network";
    }

    @Override
    public Set<String> types() {
        Set<String> types = new LinkedHashSet<>(plain.names());
        types.addAll(List.of(
                "virtualNetworks",
                "virtualNetworks/subnets",
                "routeTables/routes",
                "networkSecurityGroups/securityRules",
                "loadBalancers/backendAddressPools",
                "privateLinkServices/privateEndpointConnections",
                "locations/operations",
                "locations/operationResults"));
        return types;
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
        if (path.types().equalsIgnoreCase("privateLinkServices/privateEndpointConnections")) {
            return connections.answer(request).orElseThrow(() -> Arm.noSuchType(request));
        }
        return children.answer(request).or(() -> plain.answer(request)).orElseThrow(() -> Arm.noSuchType(request));
    }
}
