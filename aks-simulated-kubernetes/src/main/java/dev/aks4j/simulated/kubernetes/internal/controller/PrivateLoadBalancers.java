package dev.aks4j.simulated.kubernetes.internal.controller;

import dev.aks4j.simulated.kubernetes.internal.admission.Addresses;
import java.util.HashMap;
import java.util.Map;

/**
 * Load balancers that no Azure side stands behind: private addresses from 10.224.255.0/24, public ones from
 * 203.0.113.0/24. Used under the simulator's lock.
 */
public final class PrivateLoadBalancers implements LoadBalancers {

    private static final String PRIVATE = "10.224.255.0/24";
    private static final String PUBLIC = "203.0.113.0/24";

    private final Map<String, String> byAddress = new HashMap<>();

    @Override
    public Outcome ensure(Wanted service) {
        String cidr = service.internal() ? PRIVATE : PUBLIC;
        if (service.address().isPresent()) {
            return take(service.address().get(), service);
        }
        if (service.current()
                .filter(address -> Addresses.contains(cidr, address))
                .isPresent()) {
            return new Assigned(service.current().get());
        }
        release(service);
        for (long i = 4; i < Addresses.size(cidr) - 1; i++) {
            String address = Addresses.at(cidr, i);
            if (!byAddress.containsKey(address)) {
                byAddress.put(address, service.uid());
                return new Assigned(address);
            }
        }
        return new Refused("no free address in " + cidr);
    }

    private Outcome take(String address, Wanted service) {
        String owner = byAddress.putIfAbsent(address, service.uid());
        return owner == null || owner.equals(service.uid())
                ? new Assigned(address)
                : new Refused("address " + address + " is in use");
    }

    @Override
    public void release(Wanted service) {
        byAddress.values().removeIf(service.uid()::equals);
    }
}
