package dev.aks4j.simulated.azure.internal.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.kubernetes.internal.controller.LoadBalancers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Addresses for services: private ones from the upper end of the nodes' subnet or of the one that is asked for by name,
 * public ones from a range of documentation. Guarded by the simulator's lock.
 */
final class SubnetLoadBalancers implements LoadBalancers {

    private static final AddressRange PUBLIC =
            AddressRange.parse("203.0.113.0/24").orElseThrow();
    private static final String ADDRESS = "Microsoft.Network/publicIPAddresses";
    private static final long MOST = 100_000;

    private final Cloud cloud;
    private final Supplier<ClusterSnapshot> cluster;
    private final ServiceBalancers balancers;
    private final Map<String, String> ownerByAddress = new HashMap<>();

    SubnetLoadBalancers(Cloud cloud, Supplier<ClusterSnapshot> cluster) {
        this.cloud = cloud;
        this.cluster = cluster;
        this.balancers = new ServiceBalancers(cloud, cluster);
    }

    @Override
    public Outcome ensure(Wanted service) {
        Outcome outcome = decide(service);
        if (outcome instanceof Assigned assigned) {
            Optional<String> own =
                    service.internal() ? Optional.empty() : Optional.of(publicId(service, assigned.address()));
            balancers.hold(service, assigned.address(), own);
        } else {
            balancers.withdraw(service);
        }
        return outcome;
    }

    /** Returns the resource whose address a public service has. */
    private String publicId(Wanted service, String address) {
        return cloud.resources().below(StoredResource.class, group()).stream()
                .filter(each -> each.type().equals(ADDRESS)
                        && each.body().at("/properties/ipAddress").asText().equals(address))
                .findFirst()
                .map(StoredResource::id)
                .orElseGet(() -> addressId(service));
    }

    private Outcome decide(Wanted service) {
        Optional<String> wrong = ServiceSettings.refusal(service).or(() -> unknownName(service));
        if (wrong.isPresent()) {
            return new Refused(wrong.get());
        }
        Optional<AddressRange> range = service.internal() ? privateRange(service) : Optional.of(PUBLIC);
        if (range.isEmpty()) {
            return new Refused("subnet " + service.subnet().orElse("") + " was not found in the virtual network");
        }
        if (service.address().isPresent()) {
            return take(service.address().get(), range.get(), service);
        }
        Optional<String> kept = service.current().filter(address -> inside(range.get(), address));
        if (kept.isPresent()) {
            ownerByAddress.put(kept.get(), service.uid());
            return new Assigned(kept.get());
        }
        release(service);
        return free(range.get())
                .<Outcome>map(address -> {
                    ownerByAddress.put(address, service.uid());
                    publish(service, address);
                    return new Assigned(address);
                })
                .orElseGet(() -> new Refused("Code=\"SubnetIsFull\" Message=\"The subnet with address prefix "
                        + range.get() + " doesn't have enough capacity for IP addresses.\""));
    }

    private String addressId(Wanted service) {
        String name = "kubernetes-a" + service.uid().replace("-", "");
        return group() + "/providers/" + ADDRESS + "/" + name.substring(0, Math.min(75, name.length()));
    }

    private String group() {
        return cloud.subscriptionScope() + "/resourceGroups/" + cluster.get().nodeResourceGroup();
    }

    /** A public address of a service is a resource in the node resource group. */
    private void publish(Wanted service, String address) {
        if (service.internal()) {
            return;
        }
        String id = addressId(service);
        ObjectNode body = AzureJson.object()
                .put("name", id.substring(id.lastIndexOf('/') + 1))
                .put("id", id)
                .put("type", ADDRESS)
                .put("location", cluster.get().region());
        body.putObject("sku").put("name", "Standard").put("tier", "Regional");
        body.putObject("tags").put("k8s-azure-cluster-name", "kubernetes");
        body.putObject("properties")
                .put("provisioningState", "Succeeded")
                .put("publicIPAllocationMethod", "Static")
                .put("publicIPAddressVersion", "IPv4")
                .put("ipAddress", address);
        cloud.resources().put(new StoredResource(id, ADDRESS, body));
    }

    private Optional<String> unknownName(Wanted service) {
        return Optional.ofNullable(service.annotations().get("service.beta.kubernetes.io/azure-pip-name"))
                .filter(name -> !service.internal())
                .filter(name -> cloud.resources()
                        .find(group() + "/providers/" + ADDRESS + "/" + name)
                        .isEmpty())
                .map(name -> "PublicIP from annotation azure-pip-name=" + name + " for service " + service.namespace()
                        + "/" + service.name() + " doesn't exist");
    }

    /** A service may ask for the address of a resource that lies in the node resource group. */
    private boolean published(String address) {
        return cloud.resources().below(StoredResource.class, group()).stream()
                .anyMatch(each -> each.type().equals(ADDRESS)
                        && each.body().at("/properties/ipAddress").asText().equals(address));
    }

    private Optional<AddressRange> privateRange(Wanted service) {
        if (service.subnet().isEmpty()) {
            return AddressRange.parse(cluster.get().nodeSubnetCidr());
        }
        return cluster.get().nodeSubnetId().flatMap(id -> {
            String sibling =
                    id.substring(0, id.lastIndexOf('/') + 1) + service.subnet().get();
            return cloud.resources().find(Subnet.class, sibling).map(Subnet::range);
        });
    }

    private static boolean inside(AddressRange range, String address) {
        return AddressRange.parseAddress(address).filter(range::contains).isPresent();
    }

    private Outcome take(String address, AddressRange range, Wanted service) {
        if (service.internal() && !inside(range, address)) {
            return new Refused("Private static IP address " + address
                    + " does not belong to the range of subnet prefix " + range + ".");
        }
        if (!service.internal() && !published(address)) {
            return new Refused("user supplied IP Address " + address + " was not found in resource group "
                    + cluster.get().nodeResourceGroup());
        }
        String owner = ownerByAddress.putIfAbsent(address, service.uid());
        return owner == null || owner.equals(service.uid())
                ? new Assigned(address)
                : new Refused("IP address " + address + " is already allocated to another service");
    }

    private Optional<String> free(AddressRange range) {
        long size = range.size().min(java.math.BigInteger.valueOf(MOST)).longValueExact();
        for (long offset = size - 2; offset >= 4; offset--) {
            String address = range.address(offset);
            boolean node = cluster.get().nodes().stream()
                    .anyMatch(each -> each.internalIp().equals(address));
            if (!node && !ownerByAddress.containsKey(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    @Override
    public void release(Wanted service) {
        ownerByAddress.values().removeIf(service.uid()::equals);
        cloud.resources().remove(addressId(service));
        balancers.withdraw(service);
    }
}
