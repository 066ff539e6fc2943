package dev.aks4j.network;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.resourcemanager.network.NetworkManager;
import com.azure.resourcemanager.network.fluent.models.SubnetInner;
import com.azure.resourcemanager.network.fluent.models.VirtualNetworkInner;
import dev.aks4j.core.Aks;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The typed way out to the Azure SDK's client for networks, and in from its models. Stateless and thread-safe.
 *
 * <pre>{@code
 * VirtualNetworkInner there = AzureNetwork.manager(aks).serviceClient().getVirtualNetworks()
 *     .getByResourceGroup("rg-hub", "vnet-hub");
 * SubnetRef nodes = AzureNetwork.subnet(there, "nodes");
 * }</pre>
 */
public final class AzureNetwork {

    private AzureNetwork() {}

    /** Returns the SDK's client for networks, on the pipeline of {@code aks}. */
    public static NetworkManager manager(Aks aks) {
        return aks.azure().manager(NetworkManager::authenticate);
    }

    /**
     * Returns a reference to a subnet of a network that was read, with its ranges and those of the network, so that rules
     * can be checked against them.
     *
     * @throws AksException if the network has no such subnet, or was not read from Azure
     */
    public static SubnetRef subnet(VirtualNetworkInner network, String name) {
        SubnetInner subnet = Optional.ofNullable(network.subnets()).orElse(List.of()).stream()
                .filter(each -> name.equalsIgnoreCase(each.name()))
                .findFirst()
                .orElseThrow(() -> new AksException("The virtual network " + network.name() + " has no subnet " + name
                        + ". Read it anew, or name one of its subnets."));
        if (subnet.id() == null) {
            throw new AksException("The subnet " + name + " has no id, because it was not read from Azure. Read the"
                    + " network, or take a subnet of a VirtualNetworkSpec.");
        }
        List<Cidr> ranges = cidrs(subnet.addressPrefix(), subnet.addressPrefixes());
        Cidr[] around = cidrs(
                        null,
                        network.addressSpace() == null
                                ? List.of()
                                : network.addressSpace().addressPrefixes())
                .toArray(Cidr[]::new);
        return SubnetRef.existing(ResourceId.parse(subnet.id()), ranges).withinNetwork(around);
    }

    /**
     * Returns what is sent to create a network, as a model of the SDK.
     *
     * @param subscriptionId the subscription that the ids in it are completed with
     */
    public static VirtualNetworkInner inner(VirtualNetworkSpec network, String subscriptionId) {
        Json document = VirtualNetworkKind.INSTANCE.document(
                network, new Scope(subscriptionId, Instant.EPOCH, List.of(network)));
        try (JsonReader reader = JsonProviders.createReader(document.toString())) {
            return VirtualNetworkInner.fromJson(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory cannot fail.", e);
        }
    }

    private static List<Cidr> cidrs(@Nullable String one, @Nullable List<String> several) {
        List<String> texts = new ArrayList<>(Optional.ofNullable(several).orElse(List.of()));
        Optional.ofNullable(one).filter(text -> !texts.contains(text)).ifPresent(texts::add);
        return texts.stream().map(Cidr::parse).toList();
    }
}
