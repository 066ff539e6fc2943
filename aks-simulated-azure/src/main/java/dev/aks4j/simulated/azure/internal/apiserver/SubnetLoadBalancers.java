package dev.aks4j.simulated.azure.internal.apiserver;

import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.network.Subnet;
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
    private static final long MOST = 100_000;

    private final Cloud cloud;
    private final Supplier<ClusterSnapshot> cluster;
    private final Map<String, String> ownerByAddress = new HashMap<>();

    SubnetLoadBalancers(Cloud cloud, Supplier<ClusterSnapshot> cluster) {
        this.cloud = cloud;
        this.cluster = cluster;
    }

    @Override
    public Outcome ensure(Wanted service) {
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
                    return new Assigned(address);
                })
                .orElseGet(() -> new Refused("Code=\"SubnetIsFull\" Message=\"The subnet with address prefix "
                        + range.get() + " doesn't have enough capacity for IP addresses.\""));
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
        if (!service.internal()) {
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
    }
}
