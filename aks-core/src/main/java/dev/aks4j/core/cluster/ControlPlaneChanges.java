package dev.aks4j.core.cluster;

import dev.aks4j.core.internal.cluster.rule.DatedRules;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What it takes to change each property of a control plane. */
final class ControlPlaneChanges {

    private static final String SUPPORT = "/properties/supportPlan";
    private static final String API_SERVER = "/properties/apiServerAccessProfile/";

    /** Properties that Azure changes only on a new cluster, and switches that turn one way. */
    private static final List<PropertyChange> TABLE = List.of(
            PropertyChange.of("/location", Change.RECREATE, "a cluster cannot move to another region"),
            PropertyChange.of("/extendedLocation/.*", Change.RECREATE, "a cluster cannot move to another edge zone"),
            PropertyChange.of(
                    "/properties/(dnsPrefix|fqdnSubdomain)", Change.RECREATE, "DNS names are fixed at creation"),
            PropertyChange.of("/properties/nodeResourceGroup", Change.RECREATE, "the group is named at creation"),
            PropertyChange.of(
                    "/properties/linuxProfile/adminUsername", Change.RECREATE, "the user is fixed at creation"),
            PropertyChange.of("/properties/linuxProfile/ssh/.*", Change.UPDATE, "nodes get it with their next image"),
            PropertyChange.of(
                    "/properties/windowsProfile/adminUsername", Change.RECREATE, "Windows is chosen at creation"),
            PropertyChange.of("/properties/enableRBAC", Change.RECREATE, "Kubernetes RBAC is fixed at creation"),
            PropertyChange.of(
                    "/properties/diskEncryptionSetID", Change.RECREATE, "disk encryption is fixed at creation"),
            PropertyChange.of(API_SERVER + "subnetId", Change.RECREATE, "the API server's subnet is fixed"),
            PropertyChange.of("/properties/identityProfile/.*", Change.UPDATE, "nodes get it at their next upgrade"),
            PropertyChange.of(
                    "/properties/servicePrincipalProfile/.*",
                    Change.FORBIDDEN,
                    "a service principal is exchanged by Azure's resetServicePrincipalProfile, not by a plan"),
            PropertyChange.of("/identity/type", Change.UPDATE, "takes effect within hours"),
            PropertyChange.of(
                    "/identity/userAssignedIdentities",
                    Change.FORBIDDEN,
                    "one identity cannot take another's place here"),
            PropertyChange.of(
                    "/properties/networkProfile/(networkPlugin|networkPluginMode|networkMode|serviceCidrs?|dnsServiceIP"
                            + "|podCidrs?|ipFamilies|loadBalancerSku)",
                    Change.RECREATE,
                    "this part of the network is fixed at creation"));

    /** Properties of which a control plane has one or the other. */
    static final List<Alternative> ALTERNATIVES = List.of(
            Alternative.where("/identity", "type", "SystemAssigned", "userAssignedIdentities"),
            Alternative.where(
                    "/properties/securityProfile/azureKeyVaultKms",
                    "keyVaultNetworkAccess",
                    "Public",
                    "keyVaultResourceId"));

    private ControlPlaneChanges() {}

    /** Returns the difference with what it takes; nothing if it is none. */
    static Optional<Difference> judge(ClusterSpec spec, Difference difference, Json live) {
        return meansTheSame(difference) ? Optional.empty() : changes(spec, difference, live);
    }

    /** Returns the judged difference with what it takes beside something else that is there, or on a day. */
    static Difference beside(Difference difference, Json live, LocalDate today) {
        boolean provisioned =
                live.at("/properties/nodeProvisioningProfile/mode").asText().equals("Auto");
        if (provisioned
                && difference.change() == Change.UPDATE
                && difference.path().equals("/properties/networkProfile/outboundType")) {
            return difference.with(Change.RECREATE, "with node auto-provisioning the way out is fixed at creation");
        }
        boolean leaves = difference.path().equals(SUPPORT)
                && difference.before().asText().equals("AKSLongTermSupport")
                && difference.after().asText().equals("KubernetesOfficial");
        Optional<KubernetesVersion> version = KubernetesVersion.read(
                live.at("/properties/currentKubernetesVersion").asText());
        return version.filter(there -> leaves)
                .flatMap(there ->
                        DatedRules.leavingLongTermSupport(there, today).stream().findFirst())
                .map(problem -> difference.with(
                        Change.FORBIDDEN, problem.value() + " " + problem.what() + ". " + problem.fix()))
                .orElse(difference);
    }

    private static Optional<Difference> changes(ClusterSpec spec, Difference difference, Json live) {
        boolean off = isFalse(difference.after());
        return switch (difference.path()) {
            case "/identity/userAssignedIdentities" ->
                Optional.of(
                        difference.after().isNull()
                                ? difference.with(Change.UPDATE, "the identity is taken from the cluster")
                                : PropertyChange.judge(TABLE, difference.path(), difference));
            case "/properties/kubernetesVersion" -> VersionChange.ofCluster(spec, difference, live);
            case "/properties/oidcIssuerProfile/enabled" ->
                oneWay(difference, off, "the OIDC issuer cannot be switched off");
            case "/properties/aadProfile/managed" -> oneWay(difference, off, "Entra ID cannot be switched off");
            case API_SERVER + "enableVnetIntegration" ->
                oneWay(difference, off, "virtual network integration cannot be switched off");
            case API_SERVER + "enablePrivateCluster" -> Optional.of(privateCluster(difference, live));
            case API_SERVER + "privateDNSZone" -> Optional.of(dnsZone(difference));
            case "/sku/tier" -> Optional.of(tier(spec, difference, live));
            case "/properties/autoUpgradeProfile/nodeOSUpgradeChannel" -> Optional.of(nodeOs(difference));
            case "/sku/name" ->
                oneWay(
                        difference,
                        difference.after().asText().equals("Automatic"),
                        "a cluster cannot become AKS Automatic");
            default -> Optional.of(PropertyChange.judge(TABLE, difference.path(), difference));
        };
    }

    /** Differences in spelling only: letter case, the form of an address or an instant. */
    private static boolean meansTheSame(Difference difference) {
        String before = difference.before().asText();
        String after = difference.after().asText();
        String path = difference.path();
        if (path.equals("/location")) {
            return before.replace(" ", "").equalsIgnoreCase(after);
        }
        if (path.equals(API_SERVER + "authorizedIPRanges")) {
            return ranges(difference.before()).equals(ranges(difference.after()));
        }
        if (path.endsWith("/overrideSettings/until")) {
            return instant(before).isPresent() && instant(before).equals(instant(after));
        }
        boolean word = path.startsWith("/properties/networkProfile/")
                || path.startsWith("/sku/")
                || path.equals("/properties/nodeResourceGroup");
        return word && difference.before().isText() && before.equalsIgnoreCase(after);
    }

    private static Set<String> ranges(Json list) {
        Set<String> ranges = new TreeSet<>();
        list.forEach(range -> ranges.add(range.asText().contains("/") ? range.asText() : range.asText() + "/32"));
        return ranges;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notAnInstant) {
            return Optional.empty();
        }
    }

    private static boolean isFalse(Json node) {
        return node.isBoolean() && !node.asBoolean();
    }

    /** A switch: nothing to do where it is declared off and was never on, impossible backwards, in place forwards. */
    private static Optional<Difference> oneWay(Difference difference, boolean backwards, String reason) {
        boolean never = isFalse(difference.after()) && !difference.before().asBoolean(false);
        if (never && !difference.before().isText()) {
            return Optional.empty();
        }
        return Optional.of(backwards ? difference.with(Change.FORBIDDEN, reason) : difference);
    }

    /** Premium is left together with long-term support, in one write. */
    private static Difference tier(ClusterSpec spec, Difference difference, Json live) {
        boolean longTerm = live.at(SUPPORT).asText().equals("AKSLongTermSupport");
        return longTerm && !spec.has(SUPPORT)
                ? difference.with(
                        Change.FORBIDDEN,
                        "the cluster has long-term support, which only Premium has; call communitySupport() too")
                : difference;
    }

    private static Difference nodeOs(Difference difference) {
        String before = difference.before().asText();
        String after = difference.after().asText();
        boolean reimages = after.equals("Unmanaged") || before.equals("Unmanaged") && after.equals("None");
        return reimages ? difference.with(Change.UPDATE, "every node is reimaged") : difference;
    }

    private static Difference privateCluster(Difference difference, Json live) {
        boolean integrated = live.at(API_SERVER + "enableVnetIntegration").asBoolean(false);
        return integrated
                ? difference
                : difference.with(
                        Change.RECREATE, "without virtual network integration, private or not is fixed at creation");
    }

    private static Difference dnsZone(Difference difference) {
        return difference.after().asText().equals("none")
                ? difference
                : difference.with(Change.RECREATE, "a private DNS zone can only be given up, for none");
    }
}
