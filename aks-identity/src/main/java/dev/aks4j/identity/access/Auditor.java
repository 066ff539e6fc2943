package dev.aks4j.identity.access;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.identity.access.AuditFinding.Kind;
import dev.aks4j.identity.internal.rights.Rbac;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Audits a cluster. Not thread-safe. */
final class Auditor {

    private final AccessReads reads;
    private final ResourceId cluster;
    private final List<Spec> declared;
    private final ClusterJudge judge;
    private final List<AuditFinding> findings = new ArrayList<>();

    Auditor(AccessReads reads, ResourceId cluster, List<Spec> declared) {
        this.reads = reads;
        this.cluster = reads.id(cluster);
        this.declared = declared;
        this.judge = new ClusterJudge(reads, cluster);
    }

    Audit audit() {
        localAccounts();
        adminGroups();
        Optional<Rbac> rbac = judge.rbac();
        rbac.ifPresent(found -> findings.addAll(new BindingAudit(reads, cluster, found).findings()));
        findings.addAll(new AssignmentAudit(reads, cluster, judge).findings());
        List<AuditFinding> sorted = findings.stream()
                .distinct()
                .sorted(Comparator.comparing(AuditFinding::kind).thenComparing(AuditFinding::subject))
                .toList();
        return new Audit(cluster.name(), sorted, reads.read(), reads.unread());
    }

    private void localAccounts() {
        judge.localAccounts()
                .filter(on -> on)
                .ifPresent(on -> findings.add(new AuditFinding(
                        Kind.LOCAL_ACCOUNTS,
                        "whoever fetches it",
                        cluster.toString(),
                        "gets a certificate that may do everything and names nobody",
                        "Add .disableLocalAccounts() to the cluster's EntraAccess, then rotate its certificates.")));
    }

    private void adminGroups() {
        Set<String> named = declared.stream()
                .filter(ClusterSpec.class::isInstance)
                .map(ClusterSpec.class::cast)
                .filter(spec -> reads.id(spec.id()).equals(cluster))
                .flatMap(spec -> spec.features().stream())
                .filter(EntraAccess.class::isInstance)
                .flatMap(access -> ((EntraAccess) access).adminGroups().stream())
                .map(group -> group.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (String group : judge.adminGroups()) {
            findings.add(new AuditFinding(
                    Kind.CLUSTER_ADMIN,
                    "Group " + group,
                    "admin group",
                    "may do everything in the cluster",
                    "Take it off the cluster's EntraAccess if it is not meant."));
            if (!named.contains(group.toLowerCase(Locale.ROOT))) {
                findings.add(new AuditFinding(
                        Kind.UNDECLARED_ADMIN_GROUP,
                        "Group " + group,
                        "admin group",
                        "is an admin group that no spec names",
                        "Name it with .adminGroup(...), or plan the cluster's spec to take it away."));
            }
        }
    }
}
