package dev.aks4j.network.resource;

import java.util.Objects;
import java.util.Optional;

/** Where the traffic of a route goes. Immutable and thread-safe. */
public final class NextHop {

    private static final NextHop INTERNET = new NextHop("Internet", Optional.empty());
    private static final NextHop GATEWAY = new NextHop("VirtualNetworkGateway", Optional.empty());
    private static final NextHop NETWORK = new NextHop("VnetLocal", Optional.empty());
    private static final NextHop NOWHERE = new NextHop("None", Optional.empty());

    private final String type;
    private final Optional<String> address;

    private NextHop(String type, Optional<String> address) {
        this.type = type;
        this.address = address;
    }

    /** To a firewall or another appliance, by its private IPv4 address. */
    public static NextHop appliance(String address) {
        return new NextHop("VirtualAppliance", Optional.of(Objects.requireNonNull(address)));
    }

    /** To the gateway of the virtual network, and over it on premises. */
    public static NextHop gateway() {
        return GATEWAY;
    }

    /** Straight to the internet. */
    public static NextHop internet() {
        return INTERNET;
    }

    /** Within the virtual network. */
    public static NextHop network() {
        return NETWORK;
    }

    /** Nowhere: the traffic is dropped. */
    public static NextHop nowhere() {
        return NOWHERE;
    }

    /** Returns the value of {@code nextHopType}. */
    public String type() {
        return type;
    }

    /** Returns the address of the appliance, if it is one. */
    public Optional<String> address() {
        return address;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NextHop hop && type.equals(hop.type) && address.equals(hop.address);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, address);
    }

    @Override
    public String toString() {
        return address.orElse(type);
    }
}
