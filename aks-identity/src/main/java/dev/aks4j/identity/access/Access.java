package dev.aks4j.identity.access;

import dev.aks4j.core.Aks;
import dev.aks4j.core.model.Experimental;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.identity.access.Explanation.Verdict;
import java.util.List;
import java.util.Objects;

/**
 * Says why somebody may or may not do something, and who may do what. It reads with the rights of the client and writes
 * nothing; what could not be read is told, and where it could change the answer, the answer is that it cannot be said. Group
 * membership comes from Microsoft Graph. Each call reads anew and blocks; it gives up on a read after two minutes. Thread-safe.
 *
 * <pre>{@code
 * Access access = Access.of(aks);
 * System.out.println(access.explain(
 *     AccessSubject.serviceAccount("shop", "orders"), "get", ClusterTarget.of(cluster).resource("secrets").namespace("shop")));
 * }</pre>
 */
@Experimental
public final class Access {

    private final Aks aks;

    private Access(Aks aks) {
        this.aks = aks;
    }

    /** Returns the access of what a client sees. */
    public static Access of(Aks aks) {
        return new Access(Objects.requireNonNull(aks));
    }

    /**
     * Explains a request to a cluster's API, by Kubernetes' roles, the cluster's admin groups and, where the cluster uses
     * them, Azure's roles.
     *
     * @param verb the verb, for example {@code list}; for a path the HTTP method in lower case
     */
    public Explanation explain(AccessSubject subject, String verb, ClusterTarget target) {
        AccessReads reads = new AccessReads(aks);
        return new ClusterJudge(reads, target.cluster())
                .explain(subject, target.call(verb), "May " + subject + " " + verb + " " + target);
    }

    /**
     * Explains an action on an Azure resource, by role assignments on it and above it, through groups too, and by deny
     * assignments. Conditions are not evaluated: where one decides, the answer is that it cannot be said.
     */
    public Explanation explain(AccessSubject subject, AzureAction action, ResourceId on) {
        AccessReads reads = new AccessReads(aks);
        ResolvedSubject who = ResolvedSubject.of(subject, reads);
        return azure(reads, who, subject.toString(), action, on);
    }

    static Explanation azure(AccessReads reads, ResolvedSubject who, String name, AzureAction action, ResourceId on) {
        String scope = reads.id(on).toString();
        List<AccessReason> reasons = who.objectId().isEmpty()
                ? List.of()
                : new AzureJudge(reads, who, on).reasons(List.of(action.name()), action.onData(), List.of(scope));
        boolean complete = reads.unread().isEmpty();
        Verdict verdict = Verdicts.of(reasons, complete);
        String fix =
                switch (verdict) {
                    case ALLOWED -> "";
                    case REFUSED ->
                        reasons.isEmpty()
                                ? "Assign a role with the " + (action.onData() ? "data action " : "action ") + action
                                        + " on " + scope + " or above it."
                                : "Nothing can be assigned against a deny assignment: whoever manages the resource has to"
                                        + " take it back.";
                    case UNDECIDED ->
                        complete
                                ? "Look at the condition of the assignment; only Azure evaluates it."
                                : "Give the reader the right to read what is named here, and ask again.";
                };
        return new Explanation(
                "May " + name + " do " + action + " on " + on.name(),
                verdict,
                reasons,
                reads.read(),
                reads.unread(),
                fix);
    }

    /**
     * Follows a pod's way to an Azure resource, link by link: the cluster's issuer, the service account's annotation, the
     * pod's label, the token's audience, the trust of the identity in the issuer and subject, the identity, and its role.
     *
     * @param cluster the cluster
     * @param namespace the pod's namespace
     * @param pod the pod's name
     * @param action what it wants to do
     * @param on on what
     */
    public PodAccess explainPod(ResourceId cluster, String namespace, String pod, AzureAction action, ResourceId on) {
        return new PodWay(new AccessReads(aks), cluster, namespace, pod).to(action, on);
    }

    /**
     * Audits who may do what in a cluster, and what Azure lets its identities do.
     *
     * @param declared the specs that say how it should be; admin groups and bindings that none of them names are findings
     */
    public Audit audit(ResourceId cluster, Spec... declared) {
        return new Auditor(new AccessReads(aks), cluster, List.of(declared)).audit();
    }

    /**
     * Reads who has which rights in a cluster, and which rights its identities and workloads have in the subscription, as a
     * graph. Management groups and other subscriptions are not searched for assignments of theirs.
     */
    public AccessGraph graph(ResourceId cluster) {
        return new GraphReader(new AccessReads(aks), cluster).graph();
    }
}
