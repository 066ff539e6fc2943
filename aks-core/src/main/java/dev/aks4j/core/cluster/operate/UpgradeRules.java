package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands against an upgrade, checked against the live cluster before anything is sent. */
final class UpgradeRules {

    /**
     * An upgrade that is asked for.
     *
     * @param cluster the cluster as it is
     * @param pools the pools that are to be raised
     * @param text the version asked for
     * @param offered what Azure offers the control plane; nothing is on offer if it names nothing
     * @param controlPlane whether the control plane is raised too
     */
    record Upgrading(
            Cluster cluster, List<NodePool> pools, String text, List<KubernetesVersion> offered, boolean controlPlane) {
        /** Returns what is asked for if only the images of nodes are raised. */
        static Upgrading ofImages(Cluster cluster, List<NodePool> pools) {
            return new Upgrading(cluster, pools, "", List.of(), false);
        }

        Optional<KubernetesVersion> target() {
            return KubernetesVersion.read(text);
        }

        /** Returns the way of the control plane; nothing if it stays or no version is asked for. */
        Optional<UpgradeWay> way() {
            return controlPlane
                    ? cluster.kubernetesVersion().flatMap(from -> target().map(to -> UpgradeWay.of(from, to, offered)))
                    : Optional.empty();
        }

        /** Returns whether anything is older than the version asked for. */
        boolean isMove() {
            Stream<KubernetesVersion> now = Stream.concat(
                    controlPlane ? cluster.kubernetesVersion().stream() : Stream.empty(),
                    pools.stream().flatMap(pool -> pool.kubernetesVersion().stream()));
            return target().filter(to -> now.anyMatch(from -> !from.stepsTo(to).isEmpty()))
                    .isPresent();
        }
    }

    static final Rule<Upgrading> FORM = Rule.<Upgrading>error(
                    "AKS-OPS-010", "A version to upgrade to is major.minor or major.minor.patch.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-cli, acs/_validators.py, 2026")
            .check((upgrade, findings) -> {
                if (upgrade.target().isEmpty()) {
                    findings.report("version", upgrade.text(), "is not a version", "Write it as 1.36 or 1.36.1.");
                }
            });

    static final Rule<Upgrading> FORWARD = Rule.<Upgrading>error("AKS-OPS-011", "Kubernetes is never downgraded.")
            .prevents(AzureError.answered(400, "OperationNotAllowed"))
            .source("azure-aks-docs, supported-kubernetes-versions, 2026-08")
            .check((upgrade, findings) -> {
                Optional<KubernetesVersion> now = upgrade.cluster().kubernetesVersion();
                boolean back = upgrade.controlPlane()
                        && now.flatMap(from -> upgrade.target().map(to -> to.compareTo(from) < 0 && !to.matches(from)))
                                .orElse(false);
                if (back) {
                    findings.report("version", upgrade.text(), "is older than " + now.get(), "Choose a newer version.");
                }
            });

    static final Rule<Upgrading> ON_OFFER = Rule.<Upgrading>error(
                    "AKS-OPS-012",
                    "The first version on the way is one that Azure offers the cluster; none on offer is none.")
            .prevents(AzureError.answered(400, "OperationNotAllowed"))
            .source("azure-aks-docs, upgrade-aks-cluster, 2026")
            .check((upgrade, findings) -> {
                Optional<KubernetesVersion> first =
                        upgrade.way().flatMap(way -> way.versions().stream().findFirst());
                if (first.isPresent() && upgrade.offered().stream().noneMatch(first.get()::matches)) {
                    findings.report(
                            "version",
                            upgrade.text(),
                            "begins with " + first.get() + ", which Azure does not offer this cluster",
                            upgrade.offered().isEmpty()
                                    ? "It names no upgrade for this cluster at all: see az aks get-upgrades, and try"
                                            + " again when it does."
                                    : "It offers "
                                            + upgrade.offered().stream()
                                                    .map(KubernetesVersion::toString)
                                                    .collect(Collectors.joining(", "))
                                            + ".");
                }
            });

    static final Rule<Upgrading> HEALTHY = Rule.<Upgrading>error(
                    "AKS-OPS-013", "Pools whose last operation failed are repaired before they are upgraded.")
            .prevents(AzureError.later("UpgradeFailed"))
            .source("azure-aks-docs, upgrade-aks-cluster, 2026")
            .check((upgrade, findings) -> upgrade.pools().stream()
                    .filter(pool -> OperatingRules.State.of(pool).hasFailed())
                    .forEach(pool -> findings.report(
                            "pools." + pool.name(),
                            pool.provisioningState(),
                            "is no state to upgrade from",
                            "Call reconcile() first.")));

    static final Rule<Upgrading> SPOT_BY_CHANNEL = Rule.<Upgrading>error(
                    "AKS-OPS-014",
                    "While an upgrade channel is set, control plane and pools go up in one write, and spot pools do not.")
            .prevents(AzureError.answered(400, "OperationNotAllowed"))
            .source("azure-aks-docs, upgrade-aks-control-plane and spot-node-pool, 2026")
            .check((upgrade, findings) -> {
                boolean spot = upgrade.pools().stream().anyMatch(NodePool::isSpot);
                if (upgrade.controlPlane() && spot && hasChannel(upgrade.cluster())) {
                    findings.report(
                            "autoUpgrade",
                            channel(upgrade.cluster()),
                            "does not let the control plane go first, as spot pools need",
                            "Set autoUpgrade(UpgradeChannel.NONE) for the time of the upgrade.");
                }
            });

    static final Rule<Upgrading> NOT_PAST_CONTROL_PLANE = Rule.<Upgrading>error(
                    "AKS-OPS-015", "A pool is not raised past its control plane.")
            .prevents(AzureError.answered(400, "NodePoolMcVersionIncompatible"))
            .source("azure-aks-docs, supported-kubernetes-versions, 2026-08")
            .check((upgrade, findings) -> {
                Optional<KubernetesVersion> now = upgrade.cluster().kubernetesVersion();
                boolean past = !upgrade.controlPlane()
                        && now.flatMap(control ->
                                        upgrade.target().map(to -> to.compareTo(control) > 0 && !to.matches(control)))
                                .orElse(false);
                if (past) {
                    findings.report(
                            "version",
                            upgrade.text(),
                            "is newer than the control plane's " + now.get(),
                            "Call upgradeTo on the cluster.");
                }
            });

    static final Rule<Upgrading> SPOT_BY_JUMP = Rule.<Upgrading>error(
                    "AKS-OPS-026",
                    "From a version that is out of support, control plane and pools skip minors in one write, and spot"
                            + " pools do not.")
            .prevents(AzureError.answered(400, "OperationNotAllowed"))
            .source("azure-aks-docs, supported-kubernetes-versions and spot-node-pool, 2026")
            .check((upgrade, findings) -> {
                Optional<UpgradeWay> jump = upgrade.way().filter(UpgradeWay::jumps);
                if (jump.isPresent()) {
                    upgrade.pools().stream()
                            .filter(NodePool::isSpot)
                            .forEach(pool -> findings.report(
                                    "pools." + pool.name(),
                                    "spot",
                                    "cannot go to " + jump.get().versions().get(0) + " together with the control plane",
                                    "Call delete() on the pool, upgrade, and create it again."));
                }
            });

    static final List<Rule<Upgrading>> ALL =
            List.of(FORM, FORWARD, ON_OFFER, HEALTHY, SPOT_BY_CHANNEL, SPOT_BY_JUMP, NOT_PAST_CONTROL_PLANE);

    private UpgradeRules() {}

    static boolean hasChannel(Cluster cluster) {
        return !Set.of("", "none", "node-image").contains(channel(cluster));
    }

    private static String channel(Cluster cluster) {
        return cluster.document()
                .at("/properties/autoUpgradeProfile/upgradeChannel")
                .asText();
    }
}
