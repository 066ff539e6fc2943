package dev.aks4j.identity.access;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.access.AccessLink.Part;
import dev.aks4j.identity.access.AccessLink.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Follows a pod's way to an Azure resource. Not thread-safe. */
final class PodWay {

    static final String ENTRA = "api://AzureADTokenExchange";
    static final String BINDING = "api://AKSIdentityBinding";
    private static final String KEYS = "azure.workload.identity/";
    private static final String WEBHOOK_TURN =
            "Make the pod anew: the webhook looks only at pods that are being created.";

    private final AccessReads reads;
    private final ResourceId clusterId;
    private final String namespace;
    private final String podName;
    private final Json cluster;
    private final Optional<Json> pod;
    private final String account;
    private final Optional<Json> serviceAccount;
    private final boolean bound;
    private final List<AccessLink> links = new ArrayList<>();

    PodWay(AccessReads reads, ResourceId cluster, String namespace, String pod) {
        this.reads = reads;
        this.clusterId = reads.id(cluster);
        this.namespace = namespace;
        this.podName = pod;
        this.cluster = reads.resource(cluster, ClusterSpec.API_VERSION).orElse(Json.missing());
        this.pod = reads.object(cluster, "Pod", namespace, pod);
        String named = this.pod
                .map(found -> found.at("/spec/serviceAccountName").asText())
                .orElse("");
        this.account = named.isEmpty() ? "default" : named;
        this.serviceAccount = reads.object(cluster, "ServiceAccount", namespace, account);
        this.bound = annotation(this.pod, "use-identity-binding").equalsIgnoreCase("true");
    }

    PodAccess to(AzureAction action, ResourceId on) {
        issuer();
        account();
        label();
        audience();
        String clientId = annotation(serviceAccount, "client-id");
        Optional<PodIdentity> identity = PodIdentity.find(reads, clientId);
        trust(identity);
        identity(identity, clientId);
        Optional<Explanation> role = role(identity, action, on);
        return new PodAccess(
                "May pod " + namespace + "/" + podName + " of cluster " + clusterId.name() + " do " + action + " on "
                        + on.name(),
                links,
                role,
                reads.unread());
    }

    private void issuer() {
        String url = url();
        if (cluster.isMissing()) {
            add(Part.ISSUER, State.UNKNOWN, "cluster " + clusterId.name() + " could not be read", "Check its id.");
        } else if (url.isEmpty()) {
            add(Part.ISSUER, State.BROKEN, "the cluster has no OIDC issuer", "Add .workloadIdentity() to the cluster.");
        } else if (!cluster.at("/properties/securityProfile/workloadIdentity/enabled")
                .asBoolean()) {
            add(
                    Part.ISSUER,
                    State.BROKEN,
                    url + ", but the webhook that gives pods their tokens is off",
                    "Add .workloadIdentity() to the cluster.");
        } else {
            add(Part.ISSUER, State.HOLDS, url, "");
        }
    }

    private void account() {
        String clientId = annotation(serviceAccount, "client-id");
        if (serviceAccount.isEmpty()) {
            lost(Part.SERVICE_ACCOUNT, "service account " + namespace + "/" + account + " is not there", "Create it.");
        } else if (clientId.isEmpty()) {
            add(
                    Part.SERVICE_ACCOUNT,
                    State.BROKEN,
                    account + " has no annotation " + KEYS + "client-id",
                    "Annotate it with the client id of the identity, or declare it with WorkloadIdentity."
                            + " Then make the pod anew.");
        } else {
            add(Part.SERVICE_ACCOUNT, State.HOLDS, account + " signs in as " + clientId, "");
        }
    }

    private void label() {
        String use = pod.map(
                        found -> found.at("/metadata/labels").path(KEYS + "use").asText())
                .orElse("");
        if (pod.isEmpty()) {
            lost(Part.POD_LABEL, "pod " + namespace + "/" + podName + " is not there", "Check its name.");
        } else if (!use.equals("true")) {
            add(
                    Part.POD_LABEL,
                    State.BROKEN,
                    use.isEmpty() ? "the pod has no label " + KEYS + "use" : "the label " + KEYS + "use is " + use,
                    "Set the label " + KEYS
                            + "use: \"true\", in small letters, in the pod's template; not on the service"
                            + " account.");
        } else {
            add(Part.POD_LABEL, State.HOLDS, KEYS + "use: true", "");
        }
    }

    /** The token that the webhook mounts is known by its file. */
    private void audience() {
        List<String> audiences = pod.stream()
                .flatMap(found -> found.at("/spec/volumes").stream())
                .flatMap(volume -> volume.at("/projected/sources").stream())
                .map(source -> source.path("serviceAccountToken"))
                .filter(token -> token.path("path").asText().endsWith("azure-identity-token"))
                .map(token -> token.path("audience").asText())
                .distinct()
                .toList();
        String wanted = bound ? BINDING : ENTRA;
        if (pod.isEmpty()) {
            add(Part.AUDIENCE, State.UNKNOWN, "there is no pod to look at", "Check its name.");
        } else if (audiences.isEmpty()) {
            add(Part.AUDIENCE, State.BROKEN, "the pod has no token for Microsoft Entra ID", WEBHOOK_TURN);
        } else if (!audiences.contains(wanted)) {
            add(
                    Part.AUDIENCE,
                    State.BROKEN,
                    "the pod's token is for " + String.join(", ", audiences) + ", not for " + wanted,
                    "Leave the volume to the webhook, or give its token the audience " + wanted + ".");
        } else {
            add(Part.AUDIENCE, State.HOLDS, wanted, "");
        }
    }

    private void trust(Optional<PodIdentity> identity) {
        if (identity.isEmpty()) {
            add(
                    Part.TRUST,
                    State.UNKNOWN,
                    "there is no identity to look at",
                    "Mend the service account and the identity first.");
        } else if (bound) {
            links.add(new BindingLink(reads, clusterId, identity.get()).of(namespace, account));
        } else {
            links.add(TrustLink.of(reads, identity.get(), url(), "system:serviceaccount:" + namespace + ":" + account));
        }
    }

    private void identity(Optional<PodIdentity> identity, String clientId) {
        String tenant = annotation(serviceAccount, "tenant-id");
        if (clientId.isEmpty()) {
            add(Part.IDENTITY, State.UNKNOWN, "no client id says which", "Annotate the service account first.");
        } else if (identity.isEmpty()) {
            lost(
                    Part.IDENTITY,
                    "no identity of this subscription or directory has the client id " + clientId,
                    "Annotate the service account with the client id of an identity that exists.");
        } else if (!tenant.isEmpty()
                && !identity.get().tenantId().isEmpty()
                && !tenant.equalsIgnoreCase(identity.get().tenantId())) {
            add(
                    Part.IDENTITY,
                    State.BROKEN,
                    identity.get().name() + " is in tenant " + identity.get().tenantId() + ", and the pod signs in to "
                            + tenant,
                    "Take the annotation " + KEYS + "tenant-id off, or set it to the identity's tenant.");
        } else {
            add(Part.IDENTITY, State.HOLDS, identity.get().name(), "");
        }
    }

    private Optional<Explanation> role(Optional<PodIdentity> identity, AzureAction action, ResourceId on) {
        if (identity.isEmpty()) {
            add(Part.ROLE, State.UNKNOWN, "there is no identity to look at", "Mend the links before.");
            return Optional.empty();
        }
        String objectId = identity.get().objectId();
        ResolvedSubject who = ResolvedSubject.of(AccessSubject.entra(objectId), reads);
        Explanation found = Access.azure(reads, who, identity.get().name(), action, on);
        State state =
                switch (found.verdict()) {
                    case ALLOWED -> State.HOLDS;
                    case REFUSED -> State.BROKEN;
                    case UNDECIDED -> State.UNKNOWN;
                };
        String text = found.reasons().isEmpty()
                ? identity.get().name() + " has no role with " + action + " on " + on.name()
                : found.reasons().get(0).toString();
        add(Part.ROLE, state, text, found.fix());
        return Optional.of(found);
    }

    private String url() {
        Json profile = cluster.at("/properties/oidcIssuerProfile");
        return profile.path("enabled").asBoolean() ? profile.path("issuerURL").asText() : "";
    }

    /** What is not there is broken; what could not be read is unknown. */
    private void lost(Part part, String found, String fix) {
        boolean hidden = !reads.unread().isEmpty();
        add(part, hidden ? State.UNKNOWN : State.BROKEN, hidden ? found + ", or could not be read" : found, fix);
    }

    private void add(Part part, State state, String found, String fix) {
        links.add(new AccessLink(part, state, found, fix));
    }

    private static String annotation(Optional<Json> object, String name) {
        return object.map(found ->
                        found.at("/metadata/annotations").path(KEYS + name).asText())
                .orElse("");
    }

    /** Returns whether two texts are the same but for what people get wrong: case, blanks, a slash at the end. */
    static boolean almost(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    }
}
