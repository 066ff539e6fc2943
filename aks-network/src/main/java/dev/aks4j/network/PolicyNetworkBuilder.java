package dev.aks4j.network;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the builders of the Azure CNI models have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class PolicyNetworkBuilder<B extends PolicyNetworkBuilder<B>> extends NetworkBuilder<B>
        permits CniOverlay.Builder, CniNodeSubnet.Builder, CniPodSubnet.Builder {

    PolicyNetworkBuilder() {}

    /** Sets what carries the packets of pods. {@link Dataplane#CILIUM} brings its own network policy. */
    public B dataplane(Dataplane choice) {
        dataplane = Optional.of(choice);
        return self();
    }

    /** Sets what enforces network policies. Default: {@code cilium} with that dataplane, otherwise nothing. */
    public B networkPolicy(NetworkPolicy choice) {
        networkPolicy = Optional.of(choice);
        return self();
    }

    /** Switches on Advanced Container Networking Services. */
    public B advancedNetworking(Consumer<AdvancedNetworking.Builder> settings) {
        AdvancedNetworking.Builder builder = new AdvancedNetworking.Builder();
        settings.accept(builder);
        advancedNetworking = Optional.of(builder.build());
        return self();
    }
}
