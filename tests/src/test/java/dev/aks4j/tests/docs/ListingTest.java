package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import org.junit.jupiter.api.Test;

// The README's listing of a unit test, which is run too; laid out by hand, for readers.
// spotless:off
// listing: test
@AksTest
class ListingTest {
    @Test void quotaIsReported(Aks aks, SimulatedAzure azure) {
        azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 8);
        ResourceGroupSpec group = ResourceGroupSpec.of("rg-acme", Region.WEST_EUROPE);
        ClusterSpec acme = ClusterSpec.builder("acme", group)
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
            .build();

        assertThatThrownBy(() -> aks.plan(group, acme).apply())
            .hasMessageContaining("pools.system = 12 more vCPUs are needed, but the quota standardDDSv5Family in westeurope has 8 of 8 left");

        assertThat(azure).hasNoCluster("acme").hasNoUnfinishedOperations();
    }
}
// listing: end
// spotless:on
