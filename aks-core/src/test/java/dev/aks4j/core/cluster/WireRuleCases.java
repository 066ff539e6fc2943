package dev.aks4j.core.cluster;

import static dev.aks4j.core.cluster.Fakes.cluster;
import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.internal.cluster.rule.WireRules;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.testing.RuleCase;
import java.util.List;
import java.util.function.Supplier;

/** Cases of the rules about what the API knows. */
final class WireRuleCases {

    private static final String SCHEDULER = "/properties/schedulerProfile/upstream/schedulerConfigMode";

    static final List<RuleCase> ALL = List.of(
            ruleCase(
                    "AKS-WIRE-001",
                    cluster().raw("/properties/schedulerProfil/mode", "Default"),
                    cluster().raw(SCHEDULER, "Default")),
            ruleCase(
                    "AKS-WIRE-002",
                    cluster().raw("/properties/enableRBAC", "yes"),
                    cluster().raw("/properties/enableRBAC", true)),
            ruleCase(
                    "AKS-WIRE-002",
                    cluster().raw("/tags", List.of("a")),
                    cluster().raw("/tags/a", "b")),
            ruleCase(
                    "AKS-WIRE-003",
                    cluster().raw("/properties/fqdn", "shop.example"),
                    cluster().raw("/properties/dnsPrefix", "shop")),
            ruleCase(
                    "AKS-WIRE-004",
                    cluster().userPool("apps", pool -> pool.raw("/networkProfile/dranetMode", "Managed")),
                    cluster().userPool("apps", pool -> pool.raw("/networkProfile/dranet/mode", "Managed"))),
            ruleCase(
                    "AKS-WIRE-005",
                    cluster().userPool("apps", pool -> pool.raw("/networkProfile/dranet", "Managed")),
                    cluster().userPool("apps", pool -> pool.raw("/nodeLabels/a", "b"))),
            ruleCase(
                    "AKS-WIRE-006",
                    cluster().userPool("apps", pool -> pool.raw("/provisioningState", "Succeeded")),
                    cluster().userPool("apps", pool -> pool.raw("/powerState/code", "Stopped"))),
            ruleCase(
                    "AKS-WIRE-007",
                    sent(AksApiVersion.V2026_04_01, cluster().raw(SCHEDULER, "Default")),
                    sent(AksApiVersion.V2026_05_01, cluster().raw(SCHEDULER, "Default"))),
            ruleCase(
                    "AKS-WIRE-007",
                    sent(AksApiVersion.V2025_09_01, cluster().userPool("apps", pool -> pool.osSku(OsSku.UBUNTU_2404))),
                    sent(
                            AksApiVersion.V2025_10_01,
                            cluster().userPool("apps", pool -> pool.osSku(OsSku.UBUNTU_2404)))));

    private WireRuleCases() {}

    private static Supplier<List<Problem>> sent(AksApiVersion version, ClusterSpec.Builder cluster) {
        return () -> WireRules.unknownTo(version, new Declared(cluster.build()));
    }
}
