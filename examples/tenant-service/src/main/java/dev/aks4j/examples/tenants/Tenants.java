package dev.aks4j.examples.tenants;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.VirtualNetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What a tenant gets, and how far that is. Nothing is kept here: Azure is the state, and the ledger knows the runs. */
@Service
class Tenants {

    private static final String LABEL = "tenant";

    private final Aks aks;

    Tenants(Aks aks) {
        this.aks = aks;
    }

    /** Returns what would be done for a tenant. */
    Plan plan(String tenant) {
        ResourceGroupSpec group = ResourceGroupSpec.of("rg-" + tenant, Region.WEST_EUROPE);
        VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-" + tenant, group)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22")
                .build();
        ClusterSpec cluster = ClusterSpec.builder(tenant, group)
                .network(CniOverlay.builder().podCidr("10.244.0.0/16").build())
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        return aks.plan(group, vnet, cluster);
    }

    /** Starts a run for a tenant, which goes on by itself, in this replica or in the one that takes it up. */
    Run provision(String tenant) {
        return plan(tenant).apply(Map.of(LABEL, tenant));
    }

    /** Returns the runs of a tenant, those that are not finished first. */
    List<LedgerRun> runs(String tenant) {
        return aks.runs().list(RunFilter.all().label(LABEL, tenant));
    }

    /** Returns a run by its id. */
    Optional<LedgerRun> run(String id) {
        return aks.runs().find(id);
    }
}
