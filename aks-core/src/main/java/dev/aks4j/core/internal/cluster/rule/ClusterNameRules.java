package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How a cluster and its DNS names may be called. */
public final class ClusterNameRules {

    private static final String NODE_GROUP = "/properties/nodeResourceGroup";
    private static final Set<String> RESERVED = Set.of(
            "access",
            "azure",
            "bing",
            "bizspark",
            "biztalk",
            "cortana",
            "directx",
            "dotnet",
            "dynamics",
            "excel",
            "exchange",
            "forefront",
            "groove",
            "hololens",
            "hyperv",
            "kinect",
            "lync",
            "msdn",
            "o365",
            "office",
            "office365",
            "onedrive",
            "onenote",
            "outlook",
            "powerpoint",
            "sharepoint",
            "skype",
            "visio",
            "visualstudio");

    static final Rule<DeclaredCluster> FORM = Rule.<DeclaredCluster>error(
                    "AKS-CLU-001",
                    "A cluster's name has 1 to 63 letters, digits, underscores or hyphens and begins and ends with a"
                            + " letter or digit.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("swagger 2025-07-01, managedClusters.resourceName")
            .check((cluster, findings) -> {
                if (!isName(cluster.name())) {
                    findings.report(
                            "name",
                            cluster.name(),
                            "is not a cluster name",
                            "Use 1 to 63 letters, digits, _ and -, with a letter or digit at both ends.");
                }
            });

    static final Rule<DeclaredCluster> NOT_RESERVED = Rule.<DeclaredCluster>error(
                    "AKS-CLU-002",
                    "A cluster's name does not contain MICROSOFT or WINDOWS, does not begin with LOGIN or XBOX, and is"
                            + " no other reserved word.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("SupportArticles, invalidparameter-error, 2024-11; Azure Resource Manager, reserved names, 2025-03")
            .check((cluster, findings) -> {
                String name = cluster.name().toLowerCase(Locale.ROOT);
                if (name.matches(".*(microsoft|windows).*|(login|xbox).*") || RESERVED.contains(name)) {
                    findings.report("name", cluster.name(), "is reserved by Azure", "Choose a name without that word.");
                }
            });

    static final Rule<DeclaredCluster> DNS_PREFIX = Rule.<DeclaredCluster>error(
                    "AKS-CLU-003",
                    "A DNS prefix has 1 to 54 letters, digits or hyphens and begins and ends with a letter or digit.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("terraform-provider-azurerm, validate/kubernetes.go, 2026-08; swagger 2025-07-01, dnsPrefix")
            .check((cluster, findings) -> {
                String prefix = cluster.text("/properties/dnsPrefix");
                if (cluster.has("/properties/dnsPrefix")
                        && !prefix.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?")) {
                    findings.report(
                            "dnsPrefix",
                            prefix,
                            "is not a DNS prefix",
                            "Use 1 to 54 letters, digits and hyphens, with a letter or digit at both ends.");
                }
            });

    static final Rule<DeclaredCluster> ONE_DNS_NAME = Rule.<DeclaredCluster>error(
                    "AKS-CLU-004", "A cluster has a DNS prefix or an FQDN subdomain, not both.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-aks-docs, private-clusters, 2026-08; cluster-api-provider-azure, 2026")
            .check((cluster, findings) -> {
                if (cluster.has("/properties/dnsPrefix") && cluster.has("/properties/fqdnSubdomain")) {
                    findings.report(
                            "fqdnSubdomain",
                            cluster.text("/properties/fqdnSubdomain"),
                            "stands beside a DNS prefix",
                            "Remove dnsPrefix; the subdomain takes its place.");
                }
            });

    static final Rule<DeclaredCluster> NODE_RESOURCE_GROUP = Rule.<DeclaredCluster>error(
                    "AKS-CLU-005",
                    "The node resource group's name has 1 to 80 letters, digits, underscores, hyphens, dots or"
                            + " parentheses, does not end in a dot, and is not the cluster's own group.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("azure-aks-docs, faq, 2026-08; Azure Resource Manager, naming rules, 2026; 80 characters by the"
                    + " service's own message")
            .check((cluster, findings) -> {
                String group = cluster.text(NODE_GROUP);
                boolean own = group.equalsIgnoreCase(cluster.group().name());
                if (!group.isEmpty() && (own || !group.matches("[\\w.()-]{0,79}[\\w()-]"))) {
                    findings.report(
                            "nodeResourceGroup",
                            group,
                            own ? "is the cluster's own group" : "is not a resource group name",
                            "Use a name of its own with at most 80 letters, digits, _ - . ( ).");
                }
            });

    static final Rule<DeclaredCluster> DEFAULT_NODE_RESOURCE_GROUP = Rule.<DeclaredCluster>error(
                    "AKS-CLU-009",
                    "The name that Azure forms for the node resource group, MC_<group>_<name>_<region>, has at most 80"
                            + " characters; a longer one is replaced by a name of yours.")
            .prevents(AzureError.answered(400, "InvalidParameter"))
            .source("the service's own message, in GitHub threads of rancher and aad-pod-identity, 2019 to 2023;"
                    + " azure-aks-docs, faq, 2026-08")
            .check((cluster, findings) -> {
                String formed = "MC_" + cluster.group().name() + "_" + cluster.name() + "_" + cluster.region();
                if (cluster.text(NODE_GROUP).isEmpty() && formed.length() > 80) {
                    findings.report(
                            "nodeResourceGroup",
                            formed,
                            "has " + formed.length() + " characters, more than 80",
                            "Call nodeResourceGroup(name) with a shorter name.");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL =
            List.of(FORM, NOT_RESERVED, DNS_PREFIX, ONE_DNS_NAME, NODE_RESOURCE_GROUP, DEFAULT_NODE_RESOURCE_GROUP);

    private ClusterNameRules() {}

    /** Returns whether a text can be a cluster's name. */
    public static boolean isName(String text) {
        return text.matches("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");
    }
}
